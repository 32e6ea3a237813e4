//! Each mechanic and option once, on a scheme of one rule.
use lvzhi_scoring::{Assessment, Catalogue, Scheme};

use crate::support::*;

fn scheme(rule: &str, head: &str) -> Result<(Scheme, Catalogue), String> {
    let catalogue = Catalogue::parse(&read("../../schemes/catalogue.toml")).unwrap();
    let text = format!(
        "[scheme]\nid = \"t\"\nversion = \"1\"\ntitle = \"试\"\ntotal = \"open\"\nrounding = \"half_up\"\nties = \"equal\"\n{head}
         [eligibility]\nmin_days = 1\nexemption = \"skip_deductions\"
         [[group]]\nid = \"g\"\nlabel = \"组\"\nmax = \"open\"
         [[indicator]]\nid = \"i\"\nlabel = \"项\"\ngroup = \"g\"\nmax = \"open\"\narticle = \"一\"
         [[rule]]\nid = \"r\"\nindicator = \"i\"\narticle = \"一\"\nlabel = \"条\"\n{rule}"
    );
    let (scheme, _) = Scheme::parse(&text, &catalogue).map_err(|f| list(&f))?;
    Ok((scheme, catalogue))
}

fn assess(rule: &str, text: &str) -> Assessment {
    let rules = scheme(rule, "").unwrap_or_else(|f| panic!("{f}"));
    let evaluation = run(&rules, &input(vec![member("a")], facts(text)));
    check_sums(&evaluation);
    evaluation.assessments.into_iter().next().unwrap()
}

fn total(rule: &str, text: &str) -> String {
    assess(rule, text).total.to_string()
}

#[test]
fn quantities_in_full_units_or_in_proportion() {
    let rule = "mechanic = \"tally\"\nkind = \"sector_work\"\npoints = 2\nper = 100\n";
    // 250 people: 2 full hundreds; or 2.5 × 2
    assert_eq!(total(&format!("{rule}part = \"none\""), "sector_work q=250 form=visit"), "4");
    assert_eq!(total(&format!("{rule}part = \"proportional\""), "sector_work q=250 form=visit"), "5");
    assert!(scheme(rule, "").unwrap_err().contains("没有写明不足一个单位怎样计"));
}

#[test]
fn at_most_n_counts_the_best() {
    let rule = "mechanic = \"tally\"\nkind = \"speech\"\nby = [\"occasion\"]\ntable = { consultation = 1, plenary_oral = 4, any = 2 }\nat_most = 2";
    let text = "speech 2026-01-01 occasion=consultation
        speech 2026-02-01 occasion=standing
        speech 2026-03-01 occasion=plenary_oral";
    let a = assess(rule, text);
    assert_eq!(a.total, p("6")); // 4 + 2
    assert!(a.indicators[0].lines[0].reason.contains("最多计 2 次"));
    // the first is the duty, the best one of the rest counts
    assert_eq!(total(&rule.replace("at_most = 2", "skip_first = 1\nat_most = 1"), text), "4");
}

#[test]
fn shares() {
    let rule = |share: &str| {
        format!(
            "mechanic = \"pieces\"\nkind = \"proposal\"\ncombine = \"highest\"\npoints = 10\nshare = {{ {share} }}"
        )
    };
    let first = "proposal piece=p stage=filed role=first signers=4";
    let other = "proposal piece=p stage=filed role=joint signers=4";
    let alone = "proposal piece=p stage=filed role=first signers=1";
    for (share, of_first, of_other) in [
        ("method = \"equal\", rounding = \"down\"", "2.5", "2.5"),
        ("method = \"half_each\", rounding = \"down\"", "5", "5"),
        ("method = \"first_all\"", "10", "0"),
        // 5 ÷ 3 = 1.6666…
        ("method = \"first_half\", rounding = \"down\"", "5", "1.6666"),
        ("method = \"first_half\", rounding = \"half_up\", decimals = 1", "5", "1.7"),
    ] {
        assert_eq!(total(&rule(share), first), of_first, "{share}");
        assert_eq!(total(&rule(share), other), of_other, "{share}");
        assert_eq!(total(&rule(share), alone), "10", "{share}");
    }
    let a =
        assess(&rule("method = \"equal\", rounding = \"down\""), "proposal piece=p stage=filed role=joint");
    assert_eq!(a.total, p("0"));
    assert!(a.notes[0].text.contains("没有署名人数"), "{:?}", a.notes);
}

#[test]
fn a_stage_may_stand_for_the_lower_ones() {
    let rule = "mechanic = \"pieces\"\nkind = \"proposal\"\ncombine = \"sum\"\nby = [\"stage\"]\ntable = { submitted = 1, filed = 4, key = 6 }\n";
    assert_eq!(total(rule, "proposal piece=p stage=key role=first"), "6");
    let rule = &format!("{rule}lower_stages = \"implied\"");
    assert_eq!(total(rule, "proposal piece=p stage=key role=first"), "11");
    // a fact of its own for the lower stage changes nothing
    assert_eq!(
        total(rule, "proposal piece=p stage=key role=first\nproposal piece=p stage=filed role=first"),
        "11"
    );
}

#[test]
fn all_or_nothing() {
    let rule = "mechanic = \"flat\"\nkind = \"study\"\npoints = 6\nat_least = 3\ncount = \"quantity\"";
    assert_eq!(total(rule, "study q=2 form=class"), "0");
    assert_eq!(total(rule, "study q=2 form=class\nstudy q=1 form=reading"), "6");
}

#[test]
fn attendance_rate() {
    let rule = "mechanic = \"rate\"\nkind = \"attendance\"\nattribute = \"presence\"\nattended = [\"present\", \"late\"]\nexcused = \"leave\"\npoints = 9\nnone_due = \"full\"\n";
    let text = "attendance q=4 meeting_class=plenary presence=present
        attendance q=2 meeting_class=plenary presence=absent
        attendance q=2 meeting_class=plenary presence=leave";
    assert_eq!(total(rule, text), "6"); // 4 of 6
    assert_eq!(total(rule, ""), "9");
    let steps = format!(
        "{}steps = [{{ from = \"90%\", points = 9 }}, {{ from = \"60%\", points = 5 }}]",
        rule.replace("points = 9\n", "")
    );
    assert_eq!(total(&steps, text), "5");
    let excluded = rule.replace("\"full\"", "\"exclude\"");
    assert!(scheme(&excluded, "").unwrap_err().contains("等于按零分计"));
    assert!(scheme(&excluded, "compare = \"rate\"").is_ok());
}

#[test]
fn ratings() {
    let rule = "mechanic = \"rating\"\nkind = \"rating\"\npoints = 10\nmissing = \"full\"\nmin_ballots = 5\n";
    // mean of 80 and 91 is 85.5
    assert_eq!(
        total(rule, "rating q=80 rater=sector_people ballots=9\nrating q=91 rater=sector_people ballots=5"),
        "8.55"
    );
    assert_eq!(total(rule, "rating q=20 rater=sector_people ballots=4"), "10");
}

#[test]
fn reports_and_manual_entries() {
    let rule = "mechanic = \"report\"\nkind = \"summary\"\nby = [\"timeliness\"]\ntable = { on_time = 3, late = 1 }\nmissing = -2";
    assert_eq!(total(rule, "summary timeliness=late\nsummary timeliness=on_time"), "3");
    let rules = scheme(rule, "").unwrap();
    let a = &run(&rules, &input(vec![member("a")], Vec::new())).assessments[0];
    // −2, and the indicator's floor of 0
    assert_eq!((a.indicators[0].lines.len(), a.total), (2, p("0")));
    let rule = "mechanic = \"manual\"\nkind = \"rating\"\nleast = 1\nmost = 5";
    assert_eq!(total(rule, "rating q=3.5 rater=sector_people\nrating q=9 rater=sector_people"), "8.5");
}

#[test]
fn factor_of_another_rule() {
    let rule = "mechanic = \"tally\"\nkind = \"speech\"\npoints = 3
        [[rule]]\nid = \"half\"\nindicator = \"i\"\narticle = \"二\"\nlabel = \"折半另加\"\nmechanic = \"factor\"\nof = \"r\"\nfactor = 0.5";
    assert_eq!(total(rule, "speech occasion=standing\nspeech occasion=standing"), "9");
}

#[test]
fn floor_before_and_after_the_bonus() {
    let rule = "mechanic = \"tally\"\nkind = \"discipline\"\npoints = -5
        [[rule]]\nid = \"b\"\nindicator = \"i\"\narticle = \"二\"\nlabel = \"奖\"\nmechanic = \"tally\"\nkind = \"award\"\npoints = 3\nbonus = true";
    let text = "discipline measure=warning\naward level=city";
    let error = scheme(rule, "").unwrap_err();
    assert!(error.contains("没有写明保底在奖励之前还是之后"), "{error}");
    for (applies, expected) in [("before_bonus", "3"), ("after_bonus", "0")] {
        let (scheme, catalogue) = {
            let catalogue = Catalogue::parse(&read("../../schemes/catalogue.toml")).unwrap();
            let whole = read("tests/golden/floor.toml").replace("APPLIES", applies);
            (Scheme::parse(&whole, &catalogue).unwrap_or_else(|f| panic!("{}", list(&f))).0, catalogue)
        };
        let evaluation = run(&(scheme, catalogue), &input(vec![member("a")], facts(text)));
        check_sums(&evaluation);
        assert_eq!(evaluation.assessments[0].total, p(expected), "{applies}");
    }
}

#[test]
fn group_and_total_caps_are_seen() {
    let catalogue = Catalogue::parse(&read("../../schemes/catalogue.toml")).unwrap();
    let text = read("tests/golden/floor.toml")
        .replace("APPLIES", "after_bonus")
        .replace("max = 10 # group", "max = 4");
    let (scheme, _) = Scheme::parse(&text.replace("total = 10", "total = 4"), &catalogue)
        .unwrap_or_else(|f| panic!("{}", list(&f)));
    let evaluation =
        run(&(scheme, catalogue), &input(vec![member("a")], facts("award level=city\naward level=city")));
    check_sums(&evaluation);
    let a = &evaluation.assessments[0];
    assert_eq!((a.total, a.adjustments.len(), a.adjustments[0].points), (p("4"), 1, p("-2")));
}

#[test]
fn dated_rules_and_deductions_in_an_exemption() {
    let rule = "mechanic = \"tally\"\nkind = \"speech\"\npoints = 3\nfrom_date = 2026-03-01\nuntil_date = 2026-03-31";
    let a = assess(rule, "speech 2026-02-28 occasion=standing\nspeech 2026-03-31 occasion=standing");
    assert_eq!(a.total, p("3"));
    assert_eq!(a.unused[0].reason, "条：不在该条施行期内");
    let rule = "mechanic = \"deductions\"\nkind = \"discipline\"\nbase = 10\npoints = -4";
    let rules = scheme(rule, "").unwrap();
    let mut ill = member("a");
    ill.exemptions.push(lvzhi_scoring::Exemption {
        from: day("2026-03-01"),
        to: None,
        reason: "援外".to_owned(),
    });
    let evaluation = run(
        &rules,
        &input(
            vec![ill],
            facts("discipline 2026-02-01 measure=warning\ndiscipline 2026-03-02 measure=warning"),
        ),
    );
    assert_eq!(evaluation.assessments[0].total, p("6"));
}
