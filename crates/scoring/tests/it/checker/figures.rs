//! Curves, ratings, polls, comparisons and roll-ups.
use super::frame::*;

const RATE: &str = "compare = \"rate\"\ntotal = 100\n";

fn rating(rest: &str) -> String {
    rule(&format!("mechanic = \"rating\"\nkind = \"rating\"\nmissing = \"full\"\n{rest}"))
}

fn rate(rest: &str) -> String {
    rule(&format!(
        "mechanic = \"rate\"\nkind = \"meeting\"\nattribute = \"presence\"\nnone_due = \"full\"\n{rest}"
    ))
}

#[test]
fn steps() {
    let step = |steps: &str| rating(&format!("steps = [{steps}]"));
    warns(&step("{ from = 90, points = 10 }, { from = ⟦60, points = 5 }"), "低于 60 的没有写明得多少分");
    accepts(&step("{ from = 90, points = 10 }, { from = 60, points = 5 }, { from = 0, points = 0 }"));
    // all or nothing
    accepts(&step("{ from = 90, points = 10 }"));
    refuses(&step("{ from = 90, points = 5 }, { from = 0, points = ⟦6 }"), "比高一档的还多");
    warns(&step("{ from = 90, points = 5 }, { from = 0, points = ⟦5 }"), "高一档不起作用");
    refuses(
        &rating("steps = ⟦[{ from = 60, points = 5 }, { from = 90, points = 10 }, { from = 0, points = 0 }]")
            .replace("points = 10", "points = 4"),
        "各档应由高到低",
    );
    warns(
        &rate(
            "attended = \"present\"\nsteps = [{ from = \"90%\", points = 10 }, { from = ⟦\"60%\", points = 5 }]",
        ),
        "低于 60% 的没有写明得多少分",
    );
}

#[test]
fn curves_without_effect() {
    refuses(&rating("points = ⟦0"), "分值应大于 0");
    refuses(&rating("points = 5\ntarget = 90\nper = 1\noff = ⟦0\npart = \"none\""), "永远扣不到分");
    refuses(
        &rating("points = 5\ntarget = 90\nper = 1\noff = 1\npart = \"none\"\nfloor = ⟦5"),
        "保底不低于满分",
    );
    refuses(&rating("points = 5\nmax = 5\nper = ⟦10"), "没有写明不足一个单位怎样计（part）");
}

#[test]
fn attended_and_excused() {
    refuses(
        &rate("points = 5\nattended = [\"present\", \"late\"]\nexcused = [⟦\"late\"]"),
        "既算出席又不计入应到",
    );
}

#[test]
fn ballots_have_a_column() {
    let hand = |rest: &str| {
        rule(&format!("mechanic = \"rating\"\nkind = \"meeting\"\npoints = 5\nmissing = \"full\"\n{rest}"))
    };
    refuses(&hand("min_ballots = ⟦5"), "没有记票数的“ballots”一栏");
    refuses(&rating("points = 5\nmin_ballots = 5\nballots = ⟦\"choice\""), "“选择”不是整数");
    accepts(&rating("points = 5\nmin_ballots = 5"));
}

#[test]
fn what_is_left_out_must_not_be_a_zero() {
    let poll = "mechanic = \"poll\"\nkind = \"rating\"\npoints = 5\nform = \"score\"\nraters = [{ label = \"群众\", weight = \"100%\" }]\n";
    for text in [
        "mechanic = \"rating\"\nkind = \"rating\"\npoints = 5\nmissing = ⟦\"exclude\"".to_owned(),
        format!("{poll}missing = ⟦\"exclude\""),
        "mechanic = \"rate\"\nkind = \"meeting\"\nattribute = \"presence\"\nattended = \"present\"\npoints = 5\nnone_due = ⟦\"exclude\"".to_owned(),
        "mechanic = \"target\"\nkind = \"speech\"\npoints = 5\nbelow = \"zero\"\ntarget_from = \"goal\"\nmissing = ⟦\"exclude\"".to_owned(),
        "mechanic = \"report\"\nkind = \"speech\"\npoints = 5\nmissing = 0\ndue = \"first_half\"\nnot_due = ⟦\"exclude\"".to_owned(),
        "mechanic = \"rollup\"\nfamily = \"m\"\ncycles = 3\ncombine = \"mean\"\npoints = 5\nmissing = ⟦\"exclude\"".to_owned(),
    ] {
        refuses(&rule(&text), "等于按零分计");
        let text = frame(RATE, &rule(&text.replace('⟦', "")));
        let text = text.replace("label = \"组\"\nmax = \"open\"", "label = \"组\"\nmax = 100");
        accepts_text(&text);
    }
}

fn poll(form: &str, raters: &str, rest: &str) -> String {
    rule(&format!(
        "mechanic = \"poll\"\nkind = \"rating\"\npoints = 5\nmissing = \"full\"\nform = \"{form}\"\nraters = [{raters}]\n{rest}"
    ))
}

const ALL: &str = "{ label = \"群众\", weight = \"100%\" }";

#[test]
fn worth_of_choices() {
    let choice = |rest: &str| poll("choice", ALL, &format!("attribute = \"choice\"\n{rest}"));
    warns(&choice("worth = ⟦{ good = 90, fair = 60 }"), "谁也得不到满分");
    warns(&choice("worth = ⟦{ good = 110, fair = 60 }"), "超过的部分不计");
    refuses(&choice("abstain = \"void\"\nworth = { good = 100, ⟦void = 50 }"), "“弃权”算弃权，又折算成分数");
    accepts(&choice("abstain = \"void\"\nworth = { good = 100, fair = 60 }"));
}

#[test]
fn bands() {
    let bands =
        |bands: &str| poll("bands", ALL, &format!("attribute = \"choice\"\nscale = 10\nbands = {bands}"));
    let good = "{ points = 10, when = [{ choices = \"good\", at_least = \"90%\" }] }";
    refuses(&bands(&format!("⟦[{good}]")), "各档没有包括所有情形");
    refuses(
        &bands(
            "[{ points = 10, when = [{ choices = \"good\", at_least = \"90%\", below = ⟦\"80%\" }] }, { points = 0 }]",
        ),
        "不能既不低于 90% 又低于 80%",
    );
    let wide = "{ points = 5, when = [{ choices = \"good\", at_least = \"50%\" }] }";
    refuses(&bands(&format!("[{wide}, ⟦{good}, {{ points = 0 }}]")), "第 2 档永远轮不到");
    warns(
        &bands(&format!(
            "[{good}, ⟦{{ points = 5, when = [{{ choices = \"fair\", below = \"20%\" }}] }}, {{ points = 0 }}]"
        )),
        "同时符合第 1 档和第 2 档",
    );
    accepts(&bands(&format!("[{good}, {{ points = 0 }}]")));
    warns(
        &bands(&format!("⟦[{good}, {{ points = 0 }}]")).replace("scale = 10", "scale = 100"),
        "谁也得不到满分",
    );
}

#[test]
fn ranks_and_trimming() {
    refuses(&poll("rank", ALL, "scale = 8\nrank_points = [8, 5, ⟦6]"), "名次靠后的分反而多");
    warns(
        &poll(
            "score",
            "{ label = \"群众\", weight = \"100%\", min_ballots = ⟦2 }",
            "trim_highest = 1\ntrim_lowest = 1",
        ),
        "去掉 2 票就不剩了",
    );
}

#[test]
fn raters() {
    let two = |a: &str, b: &str| poll("score", &format!("{a}, {b}"), "fewer_groups = \"reweigh\"");
    let people = "{ label = \"群众\", where = { rater = \"people\" }, weight = \"40%\" }";
    refuses(
        &two(people, "{ label = \"代表\", where = ⟦{ rater = \"people\" }, weight = \"60%\" }"),
        "既算“群众”又算“代表”",
    );
    refuses(&two(people, "⟦{ label = \"机关\", weight = \"60%\" }"), "既算“群众”又算“机关”");
    let office = "{ label = \"机关\", where = { rater = \"office\" }, weight = \"60%\" }";
    accepts(&two(people, office));
    refuses(
        &two(people, &office.replace("60%", "50%")).replace("raters = [", "raters = ⟦["),
        "各方权重合计 90%",
    );
    refuses(&two(&people.replace("40%", "100%"), &office.replace("\"60%\"", "⟦\"0%\"")), "“机关”的权重为 0");
}

fn two(measure: &str, second: &str) -> String {
    let first = format!("mechanic = \"tally\"\nkind = \"speech\"\npoints = 1\n{measure}");
    named_rule("a", &first) + &named_rule("b", second)
}

#[test]
fn counted_twice() {
    let factor = |n: &str| format!("mechanic = \"factor\"\nof = ⟦\"a\"\nfactor = {n}");
    warns(&two("", &factor("1")), "再加 1 倍，同一得分重复计");
    accepts(&two("", &factor("0.5")).replace('⟦', ""));
    accepts(&two("measure = true", &factor("2")).replace('⟦', ""));
    refuses(&two("", "mechanic = \"factor\"\nof = \"a\"\nfactor = ⟦0"), "系数为 0");
    let again = named_rule("c", "mechanic = \"factor\"\nof = ⟦\"a\"\nfactor = 0.2");
    warns(&(two("", &factor("0.5")).replace('⟦', "") + &again), "已由“条b”乘过系数");
    let ratio = "mechanic = \"ratio\"\nof = ⟦\"a\"\nto = \"best\"\npoints = 5\nnone_due = \"zero\"";
    warns(&two("", ratio), "比较后又得一次分");
    let place = "mechanic = \"place_points\"\nof = ⟦\"a\"\nfirst = 5\nstep = 1\nleast = 0\nties = \"same\"";
    warns(&two("", place), "比较后又得一次分");
    accepts(&two("measure = true", place).replace('⟦', ""));
}

#[test]
fn what_must_be_said() {
    let place = "mechanic = \"place_points\"\nof = \"a\"\nfirst = 5\nstep = 1\nleast = 0";
    refuses(
        &two("measure = true", place).replacen("[[rule]]\nid = \"b\"", "⟦[[rule]]\nid = \"b\"", 1),
        "没有写明名次相同怎样计（ties）",
    );
    let share = "mechanic = \"tally\"\nkind = \"proposal\"\npoints = 1\nshare = ⟦{ method = \"equal\" }";
    refuses(&rule(share), "没有写明除不尽时怎样取舍（rounding）");
    let unit = "mechanic = \"tally\"\nkind = \"meeting\"\npoints = 1\nper = ⟦2";
    refuses(&rule(unit), "没有写明不足一个单位怎样计（part）");
    let groups = "{ label = \"群众\", where = { rater = \"people\" }, weight = \"40%\" }, { label = \"机关\", where = { rater = \"office\" }, weight = \"60%\" }";
    refuses(&poll("score", groups, "").replace("[[rule]]", "⟦[[rule]]"), "没有写明缺一方评议时怎样计");
}

#[test]
fn measured_and_never_read() {
    warns(&(two("measure = ⟦true", "mechanic = \"tally\"\nkind = \"meeting\"\npoints = 1")), "没有规则用它");
}

#[test]
fn a_comparison_of_a_comparison() {
    let ratio =
        "mechanic = \"ratio\"\nof = \"a\"\nto = \"best\"\npoints = 5\nnone_due = \"zero\"\nmeasure = true";
    let again =
        named_rule("c", "mechanic = \"ratio\"\nof = ⟦\"b\"\nto = \"best\"\npoints = 5\nnone_due = \"zero\"");
    warns(&(two("measure = true", ratio) + &again), "本身就是比较出来的分");
}

#[test]
fn rolling_up_oneself() {
    let rollup = |rest: &str| {
        rule(&format!(
            "mechanic = {}\ncycles = 3\ncombine = \"mean\"\npoints = 5\nmissing = \"full\"\n{rest}",
            if rest.contains('⟦') { "\"rollup\"" } else { "⟦\"rollup\"" }
        ))
    };
    warns(&rollup(""), "本办法自己的前几期");
    warns(&rollup("family = ⟦\"t\""), "本办法自己的前几期");
    accepts(&rollup("family = \"monthly\"").replace('⟦', ""));
}
