//! Filters and points tables that no fact can pass or reach.
use super::frame::*;

const TALLY: &str = "mechanic = \"tally\"\npoints = 1\n";

fn tally(rest: &str) -> String {
    rule(&format!("{TALLY}{rest}"))
}

#[test]
fn an_empty_list_of_values() {
    refuses(&tally("kind = \"meeting\"\nwhere = { presence = ⟦[] }"), "没有写任何取值");
}

#[test]
fn a_condition_on_free_text() {
    refuses(&tally("kind = \"proposal\"\nwhere = { title = ⟦\"水库\" }"), "这一栏是自由文字");
}

#[test]
fn all_values_of_a_required_attribute() {
    warns(
        &tally("kind = \"meeting\"\nwhere = { presence = ⟦[\"present\", \"late\", \"absent\"] }"),
        "列出了全部取值",
    );
    // the level may be missing, so that naming all levels is a condition
    accepts(&tally("kind = \"proposal\"\nwhere = { level = [\"city\", \"province\"] }"));
}

#[test]
fn values_that_an_attribute_cannot_hold() {
    refuses(&tally("kind = \"proposal\"\nwhere = { rank = ⟦\"one\" }"), "“署名次序”应为整数");
    refuses(&tally("kind = \"meeting\"\nwhere = { on = [\"2026-01-01\", ⟦\"1月\"] }"), "“日子”应为日期");
}

#[test]
fn stages_and_roles_of_kinds_without() {
    refuses(&tally("kind = \"speech\"\nstages = [⟦\"filed\"]"), "没有“filed”这个阶段");
    refuses(&tally("kind = \"project\"\nroles = ⟦\"first\""), "没有“first”这个角色");
}

#[test]
fn authorship_of_what_nobody_signs() {
    warns(&tally("kind = \"speech\"\nauthorship = ⟦\"joint\""), "分不出个人和联名");
    warns(
        &rule(
            "mechanic = \"tally\"\nkind = \"speech\"\nby = ⟦\"authorship\"\ntable = { alone = 2, joint = 1 }",
        ),
        "分不出个人和联名",
    );
}

#[test]
fn for_and_against_the_same_class() {
    warns(
        &tally("kind = \"speech\"\nfor = [\"standing\"]\nnot_for = [⟦\"standing\"]"),
        "都写了“常委”，这类人不适用",
    );
}

#[test]
fn only_for_people_who_are_not_ranked() {
    warns(&tally("kind = \"speech\"\nfor = ⟦\"chair_meeting\""), "不参加排名的人");
}

#[test]
fn facts_of_other_subjects() {
    warns(&tally("kind = ⟦\"task\""), "记在“office”名下");
    accepts(&tally("kind = \"report\""));
}

#[test]
fn dates_in_the_wrong_order() {
    refuses(
        &tally("kind = \"speech\"\nfrom_date = 2026-07-01\nuntil_date = ⟦2026-06-30"),
        "截止日早于起始日",
    );
}

fn factor(of_rule: &str, of_factor: &str) -> String {
    tally(&format!("kind = \"proposal\"\n{of_rule}\ntimes = [{{ label = \"甲\", {of_factor} }}]"))
}

#[test]
fn factors_that_never_fit() {
    for (of_rule, of_factor) in [
        ("where = { level = \"city\" }", "where = { level = ⟦\"province\" }, by = 2"),
        ("stages = \"filed\"", "stages = ⟦\"key\", by = 2"),
        ("roles = \"first\"", "roles = ⟦[\"joint\"], by = 2"),
        ("authorship = \"alone\"", "authorship = ⟦\"joint\", by = 2"),
        ("not_for = \"standing\"\n", "for = ⟦\"standing\", by = 2"),
        ("until_date = 2026-04-02", "from_date = ⟦2026-04-03, by = 2"),
        ("from_date = 2026-04-02", "until_date = ⟦2026-04-01, by = 2"),
    ] {
        warns(&factor(of_rule, of_factor), "“甲”永远用不上");
    }
    accepts(&factor("stages = [\"filed\", \"key\"]", "stages = \"key\", by = 2"));
}

#[test]
fn factors_without_effect() {
    warns(&factor("", "roles = \"joint\", by = ⟦1"), "“甲”乘 1");
    refuses(&factor("", "roles = \"joint\", by = ⟦-1"), "系数不能是负数");
}

fn table(filter: &str, by: &str, table: &str) -> String {
    rule(&format!("mechanic = \"tally\"\nkind = \"meeting\"\n{filter}\nby = [{by}]\n[rule.table]\n{table}"))
}

#[test]
fn cells_that_the_filter_excludes() {
    let filter = "where = { presence = [\"present\", \"late\"] }";
    warns(&table(filter, "\"presence\"", "present = 2\nlate = 1\n⟦absent = -1"), "“缺席”这一格永远用不上");
    warns(
        &table("where = { presence = \"late\" }", "\"presence\"", "present = 2\nabsent = 1")
            .replace("[rule.table]", "⟦[rule.table]"),
        "每一格都被这条规则的条件排除",
    );
    let pieces = |filter: &str, cells: &str| {
        rule(&format!(
            "mechanic = \"tally\"\nkind = \"proposal\"\n{filter}\nby = [\"stage\", \"role\"]\n[rule.table]\n{cells}"
        ))
    };
    warns(&pieces("stages = \"key\"", "⟦filed = 1\nkey = 2"), "“立案”这一格");
    warns(&pieces("roles = \"first\"", "key = { first = 2, ⟦joint = 1 }"), "“重点·联名”这一格");
}

#[test]
fn any_where_all_values_are_named() {
    warns(&table("", "\"presence\"", "present = 2\nlate = 1\nabsent = -1\n⟦any = 1"), "“any”永远用不上");
    // a proposal may lack a level
    accepts(&rule(
        "mechanic = \"tally\"\nkind = \"proposal\"\nby = \"level\"\ntable = { city = 1, province = 2, any = 0.5 }",
    ));
    warns(
        &rule(
            "mechanic = \"tally\"\nkind = \"proposal\"\nby = \"authorship\"\ntable = { alone = 1, joint = 2, ⟦any = 1 }",
        ),
        "“any”永远用不上",
    );
}

#[test]
fn tables_of_nothing() {
    warns(&rule("mechanic = \"tally\"\nkind = \"speech\"\npoints = ⟦0"), "分值都是 0");
}
