//! Totals, weights, classes, kinds that nobody counts, and what must never be assessed.
use lvzhi_scoring::Severity;

use super::frame::*;

fn group(id: &str, rest: &str) -> String {
    format!(
        "[[group]]\nid = \"{id}\"\nlabel = \"组{id}\"\n{rest}\n[[indicator]]\nid = \"i{id}\"\nlabel = \"项{id}\"\ngroup = \"{id}\"\nmax = 100\narticle = \"一\"\n[[rule]]\nid = \"r{id}\"\nindicator = \"i{id}\"\narticle = \"一\"\nlabel = \"条{id}\"\nmechanic = \"base\"\npoints = 100\n"
    )
}

fn whole(head: &str, parts: &str) -> String {
    let text = frame(head, parts);
    let from = text.find("[[group]]").unwrap();
    let to = from + text[from..].find("article = \"一\"\n").unwrap() + "article = \"一\"\n".len();
    format!("{}{}", &text[..from], &text[to..])
}

#[test]
fn weights_make_the_total() {
    let two = |a: &str, b: &str| {
        group("a", &format!("max = 100\nweight = {a}")) + &group("b", &format!("max = 100\nweight = {b}"))
    };
    accepts_text(&whole("total = 100\n", &two("\"70%\"", "\"30%\"")));
    only(Severity::Warning, &whole("total = 90\n", &two("\"70%\"", "⟦\"20%\"")), "各组权重合计 90%");
    only(Severity::Error, &whole("total = ⟦110\n", &two("\"70%\"", "\"30%\"")), "各组满分合计却是 100 分");
}

#[test]
fn groups_and_indicators() {
    let short = group("a", "max = ⟦120");
    only(Severity::Error, &whole("total = 120\n", &short), "所属指标合计只有 100 分");
    only(Severity::Warning, &whole("total = 80\n", &group("a", "max = ⟦80")), "超过本组上限 80 分");
    let reach = group("a", "max = 100")
        .replace("points = 100", "points = 60")
        .replace("max = 100\narticle", "max = ⟦100\narticle");
    only(Severity::Warning, &whole("total = 100\n", &reach), "最多只能得 60 分");
    let empty = group("a", "max = 100") + "[[group]]\nid = ⟦\"b\"\nlabel = \"空\"\nmax = 5\nbonus = true\n";
    only(Severity::Warning, &whole("total = 100\n", &empty), "没有指标");
    let missing = whole("total = 100\n", &(group("a", "max = 100") + &group("b", "max = 100\nbonus = true")));
    let missing = missing.replace("label = \"项b\"\ngroup = \"b\"", "label = \"项b\"\ngroup = ⟦\"x\"");
    let missing = missing.replace("[[group]]\nid = \"b\"\nlabel = \"组b\"\nmax = 100\nbonus = true\n", "");
    only(Severity::Error, &missing, "没有“x”这个组");
}

#[test]
fn no_full_marks_to_convert_to() {
    only(Severity::Warning, &frame("compare = ⟦\"rate\"\n", &plain()), "没有满分可以折算");
}

fn capped(parts: &str, max_by: &str) -> String {
    frame("", parts).replace("group = \"g\"\nmax = \"open\"", &format!("group = \"g\"\nmax = 10\n{max_by}"))
}

#[test]
fn classes_of_different_reach() {
    let tally = "mechanic = \"tally\"\nkind = \"speech\"\npoints = 1\nmax = 6\n";
    let base = named_rule("b", "mechanic = \"base\"\npoints = 4");
    let text = |rest: &str| capped(&(base.clone() + &rule(&format!("{tally}{rest}"))), "");
    only(
        Severity::Warning,
        &text("not_for = ⟦\"standing\""),
        "常委最多能得的分比其他人少 6 分，对一方不公（差在规则“条r”）",
    );
    // chair_meeting is not ranked
    accepts_text(&text("not_for = \"chair_meeting\""));
    // two tables, one for each, of equal maxima
    let other = named_rule("s", &format!("{tally}for = \"standing\"")).replace("points = 1", "points = 2");
    accepts_text(&capped(&(base.clone() + &rule(&format!("{tally}not_for = \"standing\"")) + &other), ""));
}

const OLD: &str = "[[class]]\nid = \"old\"\nlabel = \"老委员\"\nwhere = { age = \"old\" }\n";

#[test]
fn named_classes_of_different_reach() {
    let tally = rule("mechanic = \"tally\"\nkind = \"speech\"\npoints = 1") + OLD;
    only(
        Severity::Warning,
        &capped(&tally, "max_by = { old = ⟦14 }"),
        "老委员最多能得的分比其他人多 4 分，对一方不公（差在“项”的满分）",
    );
    only(Severity::Warning, &capped(&tally, "max_by = { old = ⟦10 }"), "与指标满分同为 10 分");
    let apart = capped(&tally, "max_by = { old = 14 }").replace("ties = ", "separate_by = \"age\"\nties = ");
    accepts_text(&apart);
    let small = rule("mechanic = \"tally\"\nkind = \"speech\"\npoints = 1\nmax = 10") + OLD;
    only(
        Severity::Warning,
        &capped(&small, "max_by = { old = ⟦14 }"),
        "“项”老委员满分 14 分，按现有规则最多只能得 10 分",
    );
}

#[test]
fn kinds_that_nothing_counts() {
    let parts = plain();
    only(
        Severity::Warning,
        &frame("not_counted = ⟦[\"rating\", \"project\"]\n", &parts),
        "没有一条规则用到：参会、发言",
    );
    let text =
        frame("not_counted = [\"rating\", \"project\", \"meeting\", \"speech\", ⟦\"proposal\"]\n", &parts);
    only(Severity::Error, &text, "写明“提案”不计分，却有规则用到它");
    let text =
        frame("not_counted = [\"rating\", \"project\", \"meeting\", \"speech\", ⟦\"speach\"]\n", &parts);
    only(Severity::Error, &text, "没有“speach”这种事实");
    // what is rolled up was counted elsewhere
    accepts_text(&frame(
        "not_counted = []\n",
        &rule(
            "mechanic = \"rollup\"\nfamily = \"m\"\ncycles = 2\ncombine = \"mean\"\npoints = 5\nmissing = \"full\"",
        ),
    ));
    // kinds of other subjects are not missed
    accepts(&parts);
}

#[test]
fn the_sentence_about_kinds_that_are_not_counted() {
    let catalogue =
        lvzhi_scoring::Catalogue::parse(&crate::support::read("tests/it/checker/catalogue.toml")).unwrap();
    let (scheme, _) = lvzhi_scoring::Scheme::parse(&frame("", &plain()), &catalogue).unwrap();
    assert_eq!(scheme.not_counted_text(&catalogue).unwrap(), "课题、参会、发言、评议只作记录，不计分");
}

#[test]
fn what_must_never_be_assessed() {
    for label in [
        "登录履职平台",
        "平台登陆次数",
        "每日打卡",
        "文章点赞",
        "网络投票",
        "在线投票数",
        "转发公众号",
        "转发政协公众号文章",
        "在线学习时长",
        "转发信息",
        "朋友圈转发文件",
    ] {
        let parts = rule("mechanic = \"tally\"\nkind = \"speech\"\npoints = 1")
            .replace("label = \"条r\"", &format!("label = ⟦\"{label}\""));
        refuses(&parts, "不得作为考评依据（国办函〔2026〕12号）");
    }
    for label in [
        "网络民主协商",
        "转发部委办理",
        "转送市部门",
        "批示转办",
        "以政协名义转发",
        "签到",
        "在线协商",
        "网络议政",
    ] {
        let parts = rule("mechanic = \"tally\"\nkind = \"speech\"\npoints = 1")
            .replace("label = \"条r\"", &format!("label = \"{label}\""));
        accepts(&parts);
    }
}

#[test]
fn wherever_it_stands() {
    let good = plain();
    refuses(&good.replace("id = \"r\"", "id = ⟦\"app-login\""), "属于“登录”");
    refuses(&good.replace("id = \"r\"", "id = ⟦\"online_minutes\""), "属于“在线时长”");
    accepts(&good.replace("id = \"r\"", "id = \"unlikely\""));
    let times = "times = [{ label = ⟦\"点赞多的\", roles = \"first\", by = 2 }]";
    refuses(&(plain() + times), "属于“点赞”");
    let poll = "mechanic = \"poll\"\nkind = \"rating\"\npoints = 5\nmissing = \"full\"\nform = \"score\"\nraters = [{ label = ⟦\"网络投票\", weight = \"100%\" }]";
    refuses(&rule(poll), "属于“网络投票”");
    let target = "mechanic = \"target\"\nkind = \"speech\"\npoints = 5\nbelow = \"zero\"\ntarget_from = ⟦\"login_count\"\nmissing = \"full\"";
    refuses(&rule(target), "属于“登录”");
    refuses(
        &(plain()
            + "[[condition]]\nid = \"c\"\nlabel = ⟦\"每月打卡\"\narticle = \"二\"\nclass = \"standing\"\n[[outcome]]\nid = \"o\"\nlabel = \"名单\"\narticle = \"二\"\naction = \"list\"\ncondition = \"c\""),
        "属于“打卡”",
    );
    let text = frame("", &plain());
    only(Severity::Error, &text.replace("label = \"项\"", "label = ⟦\"线上投票\""), "属于“网络投票”");
    only(Severity::Error, &text.replace("label = \"组\"", "label = ⟦\"点赞\""), "属于“点赞”");
    only(Severity::Error, &frame("separate_by = ⟦\"login\"\n", &plain()), "属于“登录”");
    only(Severity::Error, &frame("rank_within = [\"sector\", ⟦\"likes\"]\n", &plain()), "属于“点赞”");
}
