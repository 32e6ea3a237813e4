//! Grades, conditions, vetoes, outcomes; what is never used.
use lvzhi_scoring::Severity;

use super::frame::*;

/// A grade; of "a" it is said that it does not count as good, unless `rest` says otherwise.
fn grade(id: &str, rest: &str) -> String {
    let good = if id == "a" && !rest.contains("good") { "good = false\n" } else { "" };
    format!("[[grade]]\nid = \"{id}\"\nlabel = \"等{id}\"\narticle = \"二\"\n{rest}\n{good}")
}

#[test]
fn grades_that_count_as_good() {
    let best = "from = 8\ngood = true";
    let three = |a: &str, b: &str, c: &str| plain() + &grade("a", a) + &grade("b", b) + &grade("c", c);
    let unsaid =
        plain() + "[[grade]]\nid = ⟦\"x\"\nlabel = \"优\"\narticle = \"二\"\nfrom = 5\n" + &grade("b", "");
    warns(&unsaid, "没有写明哪些等次计入优良");
    accepts(&three(best, "from = 5\ngood = true", ""));
    accepts(&three("from = 8", "from = 5", ""));
    warns(&three("from = 8", "from = 5\ngood = ⟦true", ""), "更高的“等a”却不计入");
    warns(&three(best, "from = 5\ngood = true", "good = ⟦true"), "人人都是优良");
    refuses(&three("from = 8\ngood = ⟦\"yes\"", "from = 5", ""), "应为 true 或 false");
}

fn grades(best: &str) -> String {
    plain() + &grade("a", best) + &grade("b", "")
}

#[test]
fn grades_beyond_reach() {
    let text = |from: &str| {
        let parts = rule("mechanic = \"tally\"\nkind = \"speech\"\npoints = 1\nmax = 9")
            + &grade("a", &format!("from = {from}"))
            + &grade("b", "");
        frame("total = 10\n", &parts).replace("label = \"组\"\nmax = \"open\"", "label = \"组\"\nmax = 10")
    };
    only(Severity::Warning, &text("⟦9.5"), "最多却只能得 9 分");
    only(Severity::Error, &text("⟦10.5"), "最多却只能得 9 分");
    accepts_text(&text("9"));
}

#[test]
fn grades_out_of_order() {
    refuses(
        &(plain() + &grade("a", "from = 5") + &grade("b", "from = ⟦6") + &grade("c", "")),
        "不低于上一等",
    );
    refuses(&(plain() + &grade("a", "from = 5\nbelow = ⟦9") + &grade("b", "")), "最高一等，不能有上限");
    refuses(
        &(plain() + &grade("a", "").replace("id = \"a\"", "id = ⟦\"a\"") + &grade("b", "")),
        "没有写从多少分起",
    );
}

const QUOTA: &str = "rounding = \"down\"\nties = \"exclude\"\nfrom = 5\n";

#[test]
fn quotas() {
    refuses(&grades(&format!("{QUOTA}quota = ⟦\"110%\"")), "不是 0 到 100% 的比例");
    refuses(&grades(&format!("{QUOTA}quota = ⟦\"0%\"")), "一个人也没有");
    refuses(&grades(&format!("{QUOTA}quota_places = ⟦0")), "一个人也没有");
    warns(&grades(&format!("{QUOTA}quota = ⟦\"100%\"")), "等于没有限制");
    let three = |share: &str| {
        plain()
            + &grade("a", &format!("{QUOTA}quota = \"60%\""))
            + &grade("b", &format!("{}quota = {share}", QUOTA.replace("from = 5", "from = 3")))
            + &grade("c", "")
    };
    refuses(&three("⟦\"50%\""), "各等名额合计 110%");
    accepts(&three("\"40%\""));
    refuses(&grades("from = 5\nquota = ⟦\"10%\"\nties = \"exclude\""), "没有写明人数怎样取整");
    refuses(&grades("from = 5\nquota = ⟦\"10%\"\nrounding = \"down\""), "没有写明线上并列的人怎样处理");
    refuses(&grades(&format!("{QUOTA}quota = \"10%\"\nabout = ⟦\"20%\"")), "名额却只有 10%");
}

#[test]
fn hopes_over_all() {
    let parts = plain() + &grade("a", "from = 5\nabout = \"60%\"") + &grade("b", "about = ⟦\"50%\"");
    refuses(&parts, "各等大致比例合计 110%");
}

#[test]
fn reserves() {
    let best = |rest: &str| grades(&format!("{QUOTA}quota_places = 3\n{rest}"));
    refuses(&best("reserve = [⟦{ for = \"standing\", places = 4 }]"), "超过全部名额");
    refuses(
        &best(
            "reserve = [⟦{ for = \"standing\", places = 2 }]\nlimit = [{ for = \"standing\", places = 1 }]",
        ),
        "至少的名额多于至多的名额",
    );
    refuses(&best("reserve = [{ for = ⟦\"party\", places = 2 }]"), "没有“party”这类人");
    refuses(&grades("from = 5\nreserve = ⟦[{ for = \"standing\", places = 1 }]"), "没有名额（quota）");
}

fn condition(id: &str, rest: &str) -> String {
    format!("[[condition]]\nid = \"{id}\"\nlabel = \"条件{id}\"\narticle = \"二\"\n{rest}\n")
}

fn needing(needs: &str, conditions: &str) -> String {
    grades(&format!("from = 5\nneeds = {needs}")) + conditions
}

#[test]
fn needs_that_contradict() {
    let many = condition("m", "kind = \"speech\"\nat_least = 3");
    let few = condition("f", "kind = \"speech\"\nat_most = 2");
    refuses(&needing("[[\"m\"], ⟦[\"f\"]]", &(many.clone() + &few)), "不能同时成立");
    accepts(&needing("[[\"m\", \"f\"]]", &(many.clone() + &few)));
    refuses(&needing("[[\"m\"], ⟦[]]", &many), "没有写条件，谁也达不到");
    let high = condition("h", "of = \"i\"\nfrom = 9");
    let low = condition("l", "of = \"i\"\nbelow = 9");
    refuses(&needing("[[\"h\"], ⟦[\"l\"]]", &(high + &low)), "不能同时成立");
    refuses(&needing("[⟦[\"s\"]]", &condition("s", "below = 5")), "这一等又从 5 分起");
    let years = |n: &str| format!("earlier_grades = \"a\"\ncycles = 4\n{n}");
    let (often, seldom) = (condition("o", &years("at_least = 2")), condition("s", &years("at_most = 1")));
    refuses(&needing("[[\"o\"], ⟦[\"s\"]]", &(often + &seldom)), "不能同时成立");
}

#[test]
fn conditions_that_never_or_always_hold() {
    let used = |rest: &str| needing("[[\"c\"]]", &condition("c", rest));
    refuses(&used("kind = \"speech\"\nat_least = 3\nat_most = ⟦2"), "不能既至少 3 次又至多 2 次");
    warns(&used("kind = \"speech\"\nat_least = ⟦0"), "永远成立");
    refuses(&used("earlier_grades = \"a\"\ncycles = 2\nat_least = ⟦3"), "不可能有这么多次");
    warns(&used("earlier_grades = \"a\"\ncycles = 2\nat_most = ⟦2"), "永远成立");
    refuses(&used("of = \"i\"\nfrom = 9\nbelow = ⟦9"), "不能既不低于 9 又低于 9");
    refuses(&used("of = \"i\"\nbelow = ⟦0"), "最少也有 0 分");
    refuses(&used("of = ⟦\"x\"\nfrom = 1"), "没有“x”这个指标");
    refuses(&used("earlier_grades = [⟦\"x\"]\ncycles = 2\nat_least = 1"), "没有“x”这个等次");
    refuses(&used("class = ⟦\"x\""), "没有“x”这类人");
}

#[test]
fn never_used() {
    let unused = plain() + &condition("c", "class = \"standing\"").replace("id = \"c\"", "id = ⟦\"c\"");
    warns(&unused, "没有等次、否决或结果运用用到");
    warns(&(plain() + "[[class]]\nid = ⟦\"old\"\nlabel = \"老委员\"\npost = \"x\"\n"), "哪里也没有用到");
}

fn veto(id: &str, rest: &str) -> String {
    format!("[[veto]]\nid = \"{id}\"\nlabel = \"否决{id}\"\narticle = \"二\"\nkind = \"speech\"\n{rest}\n")
}

#[test]
fn vetoes() {
    warns(&(grades("from = 5") + &veto("v", "grade = ⟦\"a\"\nceiling = true")), "等于没有限制");
    refuses(&(grades("from = 5") + &veto("v", "grade = ⟦\"x\"")), "没有“x”这个等次");
    let two = veto("v", "grade = \"a\"") + &veto("w", "grade = ⟦\"b\"");
    refuses(&(grades("from = 5") + &two), "定的等次却不同");
}

fn outcome(rest: &str) -> String {
    format!("[[outcome]]\nid = \"o\"\nlabel = \"办理\"\narticle = \"三\"\n{rest}\n")
}

#[test]
fn praise_for_those_a_scheme_rates_lowest_or_holds_down() {
    let ceiling = veto("v", "grade = \"b\"\nceiling = true");
    let three = plain() + &grade("a", "from = 8") + &grade("b", "from = 5") + &grade("c", "");
    let top = "top = \"10%\"\nrounding = \"down\"\nties = \"include\"\n";
    let praised =
        |vetoes: &str, rest: &str| three.clone() + vetoes + &outcome(rest).replace("\"o\"", "⟦\"o\"");
    let plainly = |vetoes: &str, rest: &str| praised(vetoes, rest).replace('⟦', "");
    for action in ["commend", "publicise", "priority"] {
        let action = format!("action = \"{action}\"\n");
        warns(&praised("", &format!("{action}{top}")), "可能列入评为等c的人");
        warns(&praised("", &format!("{action}all = true")), "可能列入评为等c的人");
        let both = format!("{action}{top}only_grade = [\"a\", \"b\"]");
        accepts(&plainly("", &both));
        warns(&praised(&ceiling, &both), "可能列入有“否决v”情形的人");
        accepts(&plainly(&ceiling, &format!("{both}\nunless_vetoed = true")));
        accepts(&plainly(&ceiling, &format!("{action}{top}only_grade = \"a\"")));
        accepts(&plainly(&ceiling, &format!("{action}grade = \"a\"")));
        let lowest = veto("v", "grade = \"c\"");
        warns(&praised(&lowest, &format!("{action}{top}")), "评为等c的、有“否决v”情形的人");
        accepts(&plainly(&lowest, &both));
    }
    accepts(&plainly(&ceiling, &format!("action = \"circulate\"\n{top}")));
    accepts(&(plain() + &outcome(&format!("action = \"commend\"\n{top}"))));
}

#[test]
fn demands_on_the_grade_of_those_selected() {
    let with = |rest: &str| grades("from = 5") + &outcome(&format!("action = \"list\"\n{rest}"));
    refuses(&with("all = true\nonly_grade = [⟦\"x\"]"), "没有“x”这个等次");
    refuses(&with("grade = \"a\"\nonly_grade = ⟦[\"a\"]"), "grade 已经写明等次");
    warns(&with("all = true\nunless_vetoed = ⟦true"), "没有一票否决，这一项不起作用");
}

#[test]
fn somebody_must_act_and_by_when() {
    for action in ["talk", "admonish", "rectify", "reassign", "resign", "remove"] {
        let with = |rest: &str| plain() + &outcome(&format!("action = ⟦\"{action}\"\nbelow = 3\n{rest}"));
        warns(&with("to = \"分管副主席\""), "没有写明几个工作日内办");
        warns(&with("within_working_days = 15"), "没有写明由谁办");
    }
    accepts(&(plain() + &outcome("action = \"notify\"\nall = true")));
    refuses(&(plain() + &outcome("action = \"notify\"\nall = true\nwithin_working_days = ⟦0")), "0 个工作日");
}

#[test]
fn outcomes_for_nobody() {
    let quota = "rounding = \"down\"\nties = \"include\"\n";
    refuses(&(plain() + &outcome(&format!("action = \"list\"\ntop = ⟦\"0%\"\n{quota}"))), "一个人也没有");
    refuses(
        &(plain() + &outcome("action = \"list\"\ntop = ⟦\"5%\"\nties = \"include\"")),
        "没有写明人数怎样取整",
    );
    refuses(&(plain() + &outcome("action = \"list\"\nbottom_places = ⟦3")), "没有写明线上并列的人怎样处理");
    refuses(&(plain() + &outcome("action = \"list\"\ngrade = [⟦\"x\"]")), "没有“x”这个等次");
    warns(&(plain() + &outcome("action = \"list\"\nall = true\nfor = ⟦\"chair_meeting\"")), "谁也轮不到");
    let below = frame("floor = 0\n", &(plain() + &outcome("action = \"list\"\nbelow = ⟦0")));
    only(Severity::Error, &below, "谁也不会低于 0 分");
    let two = outcome("action = \"list\"\nall = true")
        + &outcome("action = \"list\"\nall = true").replace("\"o\"", "⟦\"p\"");
    warns(&(plain() + &two), "对象和处理相同");
}

fn statistic(rest: &str) -> String {
    format!("[[statistic]]\nid = \"s\"\nlabel = \"统计\"\n{rest}\n")
}

#[test]
fn figures_that_cannot_be_found() {
    let with = |rest: &str| plain() + &statistic(rest);
    accepts(&with("show = \"count\"\nkind = \"proposal\"\ncount = \"pieces\"\nby = \"sector\""));
    refuses(&with("show = ⟦\"good\""), "没有哪个等次计入优良");
    accepts(&(grades("from = 5\ngood = true") + &statistic("show = \"good\"")));
    refuses(&with("show = ⟦\"mean\""), "“show”不能写“mean”");
    refuses(&with("show = \"count\"\nkind = \"proposal\"\nby = [\"sector\", ⟦\"sector\"]"), "写了两次");
    refuses(&with("show = \"count\"\nkind = ⟦\"speach\""), "没有“speach”这种事实");
    refuses(&with("show = \"count\"\nkind = \"speech\"\ncount = ⟦\"pieces\""), "不分件，数不出件数");
    refuses(&with("show = \"count\"\nkind = \"speech\"\nfor = ⟦\"x\""), "没有“x”这类人");
}

#[test]
fn rates_that_count_something_twice() {
    let meeting = |rest: &str| {
        let head = "show = \"rate\"\nkind = \"meeting\"\nattribute = \"presence\"\n";
        rule("mechanic = \"tally\"\nkind = \"meeting\"\npoints = 1") + &statistic(&format!("{head}{rest}"))
    };
    accepts(&meeting("attended = [\"present\"]\nexcused = \"absent\""));
    let twice = "attended = [\"present\", \"absent\"]\nexcused = [⟦\"absent\"]";
    refuses(&meeting(twice), "既算出席又不计入应到");
    refuses(&meeting("attended = \"present\"\ncount = ⟦\"pieces\""), "比率按次数或数量算");
    refuses(&meeting("attended = ⟦\"here\""), "没有“here”这个取值");
}
