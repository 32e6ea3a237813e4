//! Who is praised, and what speaks against it.
use lvzhi_scoring::{Catalogue, Evaluation, Input, Scheme};

use crate::support::*;

const PARTS: &str = "[[rule]]\nid = \"r\"\nindicator = \"i\"\narticle = \"一\"\nlabel = \"学习\"
    mechanic = \"tally\"\nkind = \"study\"\npoints = 1\nper = 1\npart = \"proportional\"
    [[grade]]\nid = \"good\"\nlabel = \"良好\"\narticle = \"二\"\nfrom = 5\ngood = true
    [[grade]]\nid = \"fair\"\nlabel = \"称职\"\narticle = \"二\"\nfrom = 3
    [[grade]]\nid = \"poor\"\nlabel = \"不称职\"\narticle = \"二\"
    [[veto]]\nid = \"warned\"\nlabel = \"受到警告\"\narticle = \"三\"\nkind = \"discipline\"\ngrade = \"fair\"\nceiling = true
    [[outcome]]\nid = \"praise\"\nlabel = \"表扬\"\narticle = \"四\"\naction = \"commend\"\ntop_places = 4\nties = \"include\"\n";

fn rules(praise: &str) -> (Scheme, Catalogue) {
    let catalogue = Catalogue::parse(&read("../../schemes/catalogue.toml")).unwrap();
    let text = format!(
        "[scheme]\nid = \"t\"\nversion = \"1\"\ntitle = \"试\"\ntotal = \"open\"\nrounding = \"half_up\"\nties = \"equal\"
         [eligibility]\nmin_days = 1\nexemption = \"skip_all\"
         [[group]]\nid = \"g\"\nlabel = \"组\"\nmax = \"open\"
         [[indicator]]\nid = \"i\"\nlabel = \"项\"\ngroup = \"g\"\nmax = \"open\"\narticle = \"一\"\n{PARTS}{praise}"
    );
    (Scheme::parse(&text, &catalogue).unwrap_or_else(|f| panic!("{}", list(&f))).0, catalogue)
}

/// 9, 8 (warned), 4, 2 and 1 points: good, fair by the ceiling, fair, poor, poor.
fn five() -> Input {
    let facts = facts(
        "study q=9
         study by=b q=8
         discipline by=b measure=warning
         study by=c q=4
         study by=d q=2
         study by=e q=1",
    );
    input(["a", "b", "c", "d", "e"].map(member).into(), facts)
}

fn praised(evaluation: &Evaluation) -> Vec<&str> {
    evaluation.outcomes.iter().map(|outcome| outcome.subject.as_str()).collect()
}

#[test]
fn a_list_of_the_best_leaves_out_the_grades_and_vetoes_it_names_and_nobody_moves_up() {
    for (rest, expected) in [
        ("", &["a", "b", "c", "d"][..]),
        ("only_grade = [\"good\", \"fair\"]", &["a", "b", "c"]),
        ("unless_vetoed = true", &["a", "c", "d"]),
        ("only_grade = [\"good\", \"fair\"]\nunless_vetoed = true", &["a", "c"]),
    ] {
        let evaluation = run(&rules(rest), &five());
        assert_eq!(praised(&evaluation), expected, "{rest}");
        // The line stays where the places draw it.
        assert_eq!((evaluation.cuts[0].people, evaluation.cuts[0].points), (4, p("2")));
    }
}

#[test]
fn what_speaks_against_praise_is_the_lowest_grade_and_every_veto_met() {
    let rules = rules("");
    let evaluation = run(&rules, &five());
    let against: Vec<_> = evaluation.assessments.iter().map(|a| rules.0.against_praise(a)).collect();
    assert_eq!(against, [vec![], vec!["受到警告"], vec![], vec!["不称职"], vec!["不称职"]]);
}

#[test]
fn the_grades_that_count_as_good_are_the_marked_ones_alone() {
    let good = |scheme: &Scheme| scheme.good_grades().map(|g| g.id.clone()).collect::<Vec<_>>();
    assert_eq!(good(&rules("").0), ["good"]);
    assert_eq!(good(&hn().0), ["excellent", "good"]);
    let (unmarked, _) = load("../../schemes/staff-quarter.toml", "../../schemes/catalogue.toml");
    assert!(unmarked.grade("good").is_some() && good(&unmarked).is_empty());
}
