//! A bundle proves itself, and names what was changed in it.
use lvzhi_scoring::Bundle;

use crate::support::*;

fn bundle() -> Bundle {
    let text = "proposal piece=p1 stage=filed role=first signers=1
         proposal piece=p2 stage=key role=first signers=1
         speech occasion=consultation
         proposal by=b piece=p1 stage=filed role=first signers=1
         study by=b q=2 form=class";
    let input = input(vec![member("a"), member("b")], facts(text));
    let evaluation = run(&hn(), &input);
    Bundle::new(
        &read("../../schemes/hn-member.toml"),
        &read("../../schemes/catalogue.toml"),
        input,
        evaluation,
    )
}

#[test]
fn a_true_bundle_verifies_also_after_json() {
    let bundle = bundle();
    assert_eq!(bundle.verify(), []);
    let again: Bundle = serde_json::from_str(&serde_json::to_string(&bundle).unwrap()).unwrap();
    assert_eq!(again, bundle);
    assert_eq!(again.verify(), []);
}

#[test]
fn tampering_is_named() {
    let mut bundle = bundle();
    let b = &mut bundle.evaluation.assessments[1];
    let proposal = b.indicators.iter_mut().find(|i| i.id == "proposal").unwrap();
    proposal.points = p("12");
    b.total = p("99");
    let found: Vec<String> = bundle.verify().iter().map(ToString::to_string).collect();
    assert!(found.iter().any(|d| d.starts_with("考评结果：摘要")), "{found:#?}");
    assert!(found.contains(&"委员b：提案 公布为 12 分，重算为 4 分".to_owned()), "{found:#?}");
    assert!(found.iter().any(|d| d.starts_with("委员b：总分 公布为 99 分")), "{found:#?}");
    assert!(!found.iter().any(|d| d.starts_with("委员a")), "{found:#?}");
}

#[test]
fn changed_facts_and_rules_are_named() {
    let mut changed = bundle();
    changed.input.facts.retain(|f| f.kind != "speech");
    let found: Vec<String> = changed.verify().iter().map(ToString::to_string).collect();
    assert!(found.iter().any(|d| d.starts_with("考评数据：摘要")), "{found:#?}");
    assert!(found.iter().any(|d| d == "委员a：会议发言 公布为 3 分，重算为 0 分"), "{found:#?}");

    let mut changed = bundle();
    changed.scheme_text = changed.scheme_text.replace("filed = { first = 4", "filed = { first = 5");
    let found: Vec<String> = changed.verify().iter().map(ToString::to_string).collect();
    assert!(found.iter().any(|d| d.starts_with("考评办法：摘要")), "{found:#?}");
    assert!(found.iter().any(|d| d == "委员b：提案 公布为 4 分，重算为 5 分"), "{found:#?}");
}
