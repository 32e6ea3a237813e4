//! Fixed point: text, rounding, ends of the range.
use lvzhi_scoring::{Points, Rounding};

use crate::support::p;

#[test]
fn text() {
    assert_eq!(p("3.5"), Points(35_000));
    assert_eq!(p("-0.0001"), Points(-1));
    assert_eq!(p("+2").to_string(), "2");
    assert_eq!(Points(-500).to_string(), "-0.05");
    for bad in ["", "-", ".", "1.", ".5", "1.00001", "1e3", "１", "1,0", "--1", "999999999999999999"] {
        assert!(bad.parse::<Points>().is_err(), "{bad}");
    }
    assert_eq!(serde_json::to_string(&p("76.38")).unwrap(), "\"76.38\"");
    assert_eq!(serde_json::from_str::<Points>("12").unwrap(), p("12"));
    assert!(serde_json::from_str::<Points>("1.5").is_err());
}

#[test]
fn rounding() {
    for (text, half_up, down, half_even) in [
        ("2.5", "3", "2", "2"),
        ("3.5", "4", "3", "4"),
        ("-2.5", "-3", "-2", "-2"),
        ("2.4999", "2", "2", "2"),
        ("-2.6", "-3", "-2", "-3"),
    ] {
        assert_eq!(p(text).rounded(0, Rounding::HalfUp), Some(p(half_up)));
        assert_eq!(p(text).rounded(0, Rounding::Down), Some(p(down)));
        assert_eq!(p(text).rounded(0, Rounding::HalfEven), Some(p(half_even)));
    }
    assert_eq!(p("10").scaled(1, 3, Rounding::HalfUp), Some(p("3.3333")));
    assert_eq!(p("1").scaled(1, 0, Rounding::HalfUp), None);
    assert_eq!(Points(i64::MAX).checked_add(Points(1)), None);
    assert_eq!(p("82.25").to_one_decimal(), "82.3");
    assert_eq!(p("-0.04").to_one_decimal(), "0.0");
    assert_eq!(p("12").to_one_decimal(), "12.0");
    assert_eq!(Points::from_percent("60%"), Some(p("0.6")));
    assert_eq!(p("0.125").to_percent(), "12.5%");
}
