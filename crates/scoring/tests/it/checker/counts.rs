//! Numbers and options that leave nothing to count.
use super::frame::*;

fn proposal(rest: &str) -> String {
    rule(&format!("kind = \"proposal\"\n{rest}"))
}

#[test]
fn at_most_nothing() {
    refuses(&proposal("mechanic = \"tally\"\npoints = 1\nat_most = ⟦0"), "最多计 0 次");
    refuses(
        &proposal("mechanic = \"tally\"\npoints = 1\nnamed_at_most = ⟦0\nposition = \"rank\""),
        "只计前 0 人",
    );
    refuses(&proposal("mechanic = \"flat\"\npoints = 1\nat_least = ⟦0"), "“at_least”至少为 1");
}

#[test]
fn a_position_is_a_number() {
    let rule = |position: &str| {
        proposal(&format!("mechanic = \"tally\"\npoints = 1\nnamed_at_most = 3\nposition = {position}"))
    };
    refuses(&rule("⟦\"title\""), "“题目”不是整数");
    accepts(&rule("\"rank\""));
}

#[test]
fn counting_what_is_not_there() {
    let speech = |rest: &str| rule(&format!("mechanic = \"flat\"\nkind = \"speech\"\npoints = 1\n{rest}"));
    refuses(&speech("count = ⟦\"pieces\""), "“发言”不分件");
    warns(&speech("count = ⟦\"quantity\""), "“发言”没有数量");
    let condition = |count: &str| {
        format!(
            "{}[[grade]]\nid = \"a\"\nlabel = \"优\"\narticle = \"二\"\nfrom = 5\ngood = true\nneeds = [[\"c\"]]\n[[grade]]\nid = \"b\"\nlabel = \"良\"\narticle = \"二\"\n[[condition]]\nid = \"c\"\nlabel = \"丙\"\narticle = \"二\"\nkind = \"speech\"\ncount = {count}",
            plain()
        )
    };
    refuses(&condition("⟦\"pieces\""), "“发言”不分件");
}

#[test]
fn either_or_of_one() {
    let rule = |combine: &str, sets: &str| {
        proposal(&format!(
            "mechanic = \"pieces\"\ncombine = \"{combine}\"\nby = \"stage\"\ntable = {{ filed = 1, key = 2 }}\neither_or = {sets}"
        ))
    };
    refuses(&rule("sum", "[⟦[\"filed\"]]"), "只有一格，谈不上择一");
    refuses(&rule("sum", "[[\"filed\", \"key\", ⟦\"key\"]]"), "“key”写了两次");
    refuses(&rule("sum", "[[\"filed\", \"key\", ⟦\"kee\"]]"), "分值表里没有“kee”这一格");
    warns(&rule("highest", "⟦[[\"filed\", \"key\"]]"), "择一不起作用");
    accepts(&rule("sum", "[[\"filed\", \"key\"]]"));
}

#[test]
fn sequences() {
    let rule = |points: &str, scope: &str, kind: &str| {
        rule(&format!("mechanic = \"sequence\"\nkind = \"{kind}\"\npoints = {points}\nscope = {scope}"))
    };
    warns(&rule("⟦[5]", "\"piece\"", "proposal"), "只有一个分值");
    warns(&rule("⟦[0, 0]", "\"piece\"", "proposal"), "分值都是 0");
    warns(&rule("[5, 2]", "⟦\"piece\"", "speech"), "“发言”不分件");
    accepts(&rule("[5, 2]", "\"subject\"", "speech"));
}

#[test]
fn shares_that_cannot_be() {
    let share = |kind: &str, share: &str| {
        rule(&format!("mechanic = \"tally\"\nkind = \"{kind}\"\npoints = 1\n{share}"))
    };
    let equal = "{ method = \"equal\", rounding = \"down\" }";
    refuses(&share("speech", &format!("share = ⟦{equal}")), "没有署名人数，无从分摊");
    refuses(&share("project", "share = { method = ⟦\"first_all\" }"), "没有角色，分不出第一人");
    warns(&share("proposal", &format!("authorship = \"alone\"\nshare = ⟦{equal}")), "用不上联名的分摊");
    accepts(&share("project", &format!("share = {equal}")));
}

fn two(first: &str, second: &str) -> String {
    named_rule("a", first) + &named_rule("b", second)
}

#[test]
fn unless_needs_pieces() {
    let earlier = "mechanic = \"tally\"\nkind = \"proposal\"\nstages = \"key\"\npoints = 1";
    warns(
        &two(earlier, "mechanic = \"tally\"\nkind = \"speech\"\npoints = 1\nunless = ⟦\"a\""),
        "“发言”不分件",
    );
    warns(&two(earlier, "mechanic = \"base\"\npoints = 1\nunless = ⟦\"a\""), "这条规则不看事实");
    let speech = "mechanic = \"tally\"\nkind = \"speech\"\npoints = 1";
    let later = "mechanic = \"tally\"\nkind = \"proposal\"\npoints = 2\nunless = ";
    warns(&two(speech, &format!("{later}[⟦\"a\"]")), "“条a”不按件计分");
    refuses(&two(earlier, &format!("{later}[\"a\", ⟦\"c\"]")), "没有“c”这个排在前面的规则");
    accepts(&two(earlier, &format!("{later}\"a\"")));
}

#[test]
fn a_rule_whose_every_piece_is_taken() {
    let all = "mechanic = \"tally\"\nkind = \"proposal\"\npoints = 1";
    let key = "mechanic = \"tally\"\nkind = \"proposal\"\nstages = \"key\"\npoints = 2\nunless = \"a\"";
    warns(&two(all, key).replace("id = \"b\"", "id = ⟦\"b\""), "都已由“条a”计分");
    accepts(&two(&format!("{all}\nat_most = 2"), key));
    accepts(&two(&format!("{all}\nroles = \"first\""), key));
}

#[test]
fn targets() {
    let target = |rest: &str| rule(&format!("mechanic = \"target\"\nkind = \"speech\"\ntarget = 2\n{rest}"));
    refuses(&target("points = ⟦0\nbelow = \"zero\""), "满分应大于 0");
    accepts(&target("points = 0\nbelow = \"off\"\noff = 1\nfloor = -3"));
    refuses(&target("points = 5\nbelow = \"off\"\noff = ⟦0"), "“off”写扣多少分");
    refuses(&target("points = 5\nbelow = \"off\"\noff = 1\nfloor = ⟦5"), "永远扣不到分");
    refuses(&target("points = 5\nbelow = \"zero\"\nover = ⟦-1"), "超出目标的加分应大于 0");
    accepts(&target("points = 5\nbelow = \"off\"\noff = 1\nover = 1"));
}

#[test]
fn reports_and_entries_by_hand() {
    refuses(&rule("mechanic = \"report\"\nkind = \"speech\"\npoints = 3\nmissing = ⟦4"), "不交反而");
    refuses(&rule("mechanic = \"manual\"\nkind = \"rating\"\nleast = 0\nmost = ⟦0"), "都是 0 分");
}

#[test]
fn the_same_rule_twice() {
    let one = "mechanic = \"tally\"\nkind = \"speech\"\npoints = 1";
    warns(&two(one, one).replace("id = \"b\"", "id = ⟦\"b\""), "同一件事计两次");
}

#[test]
fn caps_without_effect() {
    let flat = "mechanic = \"flat\"\nkind = \"speech\"\npoints = 3\n";
    warns(&rule(&format!("{flat}max = ⟦5")), "到不了上限 5 分");
    accepts(&rule(&format!("{flat}max = 3")));
    warns(&rule(&format!("{flat}max = ⟦2")), "最低的分值 3 分就已超过上限 2 分");
    let text = frame("", &rule(&format!("{}max = ⟦5", flat.replace("flat", "tally"))));
    let text = text.replace("group = \"g\"\nmax = \"open\"", "group = \"g\"\nmax = 4");
    only(lvzhi_scoring::Severity::Warning, &text, "高于指标满分 4 分");
}

#[test]
fn an_indicator_already_full() {
    let parts = two("mechanic = \"base\"\npoints = 4", "mechanic = \"tally\"\nkind = \"speech\"\npoints = 1");
    let text = frame("", &parts.replace("id = \"b\"", "id = ⟦\"b\""));
    let text = text.replace("group = \"g\"\nmax = \"open\"", "group = \"g\"\nmax = 4");
    only(lvzhi_scoring::Severity::Warning, &text, "已由基础分占满");
    // with something taken off, there is room again
    let parts = parts + &named_rule("c", "mechanic = \"tally\"\nkind = \"meeting\"\npoints = -1");
    let text = frame("", &parts).replace("group = \"g\"\nmax = \"open\"", "group = \"g\"\nmax = 4");
    accepts_text(&text);
}
