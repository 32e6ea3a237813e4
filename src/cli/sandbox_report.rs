//! What `lvzhi sandbox` prints.
use lvzhi_scoring::sandbox::{Behaviour, Mover, Stay};
use lvzhi_scoring::{Period, Points, Scheme};

use super::aligned::table;
use lvzhi_evaluation::sandbox::Answer;
use lvzhi_evaluation::sandbox::words::{
    FIRM, agreement, arrow, attribute_label, firmness, gather, is_full, is_worse, line_label, percent,
    places, signed, signed_mean,
};

/// How many of a kind are named in a row before “等”.
const NAMED: usize = 12;

pub(super) fn print(before: &Scheme, after: &Scheme, period: Period, answer: &Answer, top: usize) {
    let title = |scheme: &Scheme| format!("《{}》{}", scheme.title, scheme.version);
    println!("试算：{} → {}", title(before), title(after));
    let (people, facts) = answer.read;
    println!(
        "{} 至 {}，{people} 人、{facts} 条履职记录。只试算，不改动已公布的成绩。",
        period.from, period.to
    );
    println!("\n{} 人名次变动。{}。", answer.moved(), agreement(answer.report.agreement));
    lines(answer);
    movers(before, after, answer, top);
    effects(answer);
    firm(answer);
    rules(before, after, answer);
    deciding(answer);
}

fn names(answer: &Answer, ids: &[String]) -> String {
    let some: Vec<&str> = ids.iter().take(NAMED).map(|id| answer.name(id)).collect();
    let rest = if ids.len() > NAMED { format!(" 等 {} 人", ids.len()) } else { String::new() };
    format!("{}{rest}", some.join("、"))
}

fn lines(answer: &Answer) {
    println!("\n一、谁过线");
    let row = |line: &lvzhi_scoring::sandbox::CutLine| {
        vec![
            line_label(line.share),
            format!("{} → {}", line.people.0, line.people.1),
            format!("{} → {}", line.score.0, line.score.1),
            line.entered.len().to_string(),
            line.left.len().to_string(),
        ]
    };
    let rows: Vec<_> = answer.report.lines.iter().map(row).collect();
    print!("{}", table(&["线", "人数", "分数线", "升入", "跌出"], &[3, 4], &rows));
    for line in &answer.report.lines {
        let label = line_label(line.share);
        for (word, ids) in [("升入", &line.entered), ("跌出", &line.left)] {
            if !ids.is_empty() {
                println!("  {word}{label}：{}", names(answer, ids));
            }
        }
    }
}

fn place(place: Option<u32>) -> String {
    place.map_or_else(|| "不排".into(), |place| place.to_string())
}

fn score(score: Option<Points>) -> String {
    score.map_or_else(|| "—".into(), |score| score.to_string())
}

fn movers(before: &Scheme, after: &Scheme, answer: &Answer, top: usize) {
    let all = &answer.report.movers;
    println!("\n二、谁升谁降（{} 人名次、总分或等次不同，列出 {} 人）", all.len(), all.len().min(top));
    let shown = &all[..all.len().min(top)];
    let row = |mover: &Mover| {
        vec![
            mover.name.clone(),
            format!("{} → {}", place(mover.place.0), place(mover.place.1)),
            places(mover.climbed()),
            format!("{} → {}", score(mover.score.0), score(mover.score.1)),
        ]
    };
    let rows: Vec<_> = shown.iter().map(row).collect();
    print!("{}", table(&["姓名", "名次", "变动", "总分"], &[2], &rows));
    for mover in shown {
        println!("\n  {}", mover.name);
        for change in &mover.indicators {
            let known = if after.indicator(&change.id).is_some() { after } else { before };
            let points = (score(change.points.0), score(change.points.1));
            println!("    {}　{} → {}", known.label_of(&change.id), points.0, points.1);
            for (sign, scheme, lines) in [("−", before, &change.removed), ("+", after, &change.added)] {
                for line in gather(lines) {
                    let times = if line.count > 1 { format!("，{} 条", line.count) } else { String::new() };
                    let rule = scheme.label_of(line.rule);
                    println!("      {sign} {rule}：{}{times}，{} 分", line.reason, signed(line.points));
                }
            }
        }
    }
}

fn effects(answer: &Answer) {
    println!("\n三、对谁有利、对谁不利（平均名次）");
    let labels: Vec<String> = answer.report.lines.iter().map(|line| line_label(line.share)).collect();
    let mut heads = vec!["按", "类", "人数", "名次", "总分"];
    heads.extend(labels.iter().map(String::as_str));
    let row = |effect: &lvzhi_scoring::sandbox::Effect| {
        let mut cells = vec![
            attribute_label(&effect.attribute).to_owned(),
            effect.value.clone(),
            effect.people.to_string(),
            arrow(effect.climbed),
            signed_mean(effect.score),
        ];
        cells.extend(effect.crossed.iter().map(|(up, down)| format!("+{up} −{down}")));
        cells
    };
    let rows: Vec<_> = answer.report.effects.iter().map(row).collect();
    let right: Vec<usize> = (2..heads.len()).collect();
    print!("{}", table(&heads, &right, &rows));
    for effect in answer.report.effects.iter().filter(|effect| is_worse(effect)) {
        let (by, fall) = (attribute_label(&effect.attribute), arrow(effect.climbed));
        println!("  注意：{by}“{}”{} 人平均 {fall} 名，超过 10 名。", effect.value, effect.people);
    }
}

fn sides(answer: &Answer) -> [(&'static str, &Behaviour); 2] {
    [("现行", &answer.report.before), ("改后", &answer.report.after)]
}

fn firm(answer: &Answer) {
    let shakes = answer.report.after.stability.shakes;
    println!("\n四、次序稳不稳（每条规则的分值随机浮动 10% 以内，试 {shakes} 次）");
    let mut heads = vec!["办法".to_owned(), "结论".into(), "τ 平均".into(), "τ 最小".into()];
    heads.extend(answer.report.lines.iter().map(|line| format!("留在{}", line_label(line.share))));
    let row = |(name, behaviour): (&str, &Behaviour)| {
        let stability = &behaviour.stability;
        let mut cells = vec![name.to_owned(), firmness(stability.mean).to_owned()];
        cells.extend([stability.mean.to_string(), stability.least.to_string()]);
        cells.extend(stability.lines.iter().map(|stay| percent(stay.mean)));
        cells
    };
    let rows: Vec<_> = sides(answer).map(row).to_vec();
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let right: Vec<usize> = (2..heads.len()).collect();
    print!("{}", table(&heads, &right, &rows));
    for stay in &answer.report.after.stability.lines {
        let label = line_label(stay.share);
        let loose: Vec<_> = stay.people.iter().filter(|(_, share)| *share < FIRM).collect();
        if !loose.is_empty() {
            println!("  改后在{label}里但不稳的 {} 人：{}", loose.len(), shares(answer, stay));
        }
    }
}

fn shares(answer: &Answer, stay: &Stay) -> String {
    let loose = stay.people.iter().filter(|(_, share)| *share < FIRM).take(NAMED);
    let named: Vec<String> =
        loose.map(|(id, share)| format!("{} {}", answer.name(id), percent(*share))).collect();
    named.join("、")
}

fn rules(before: &Scheme, after: &Scheme, answer: &Answer) {
    println!("\n五、不起作用的规则");
    for ((name, behaviour), scheme) in sides(answer).into_iter().zip([before, after]) {
        let idle: Vec<&str> = behaviour.idle.iter().map(|id| scheme.label_of(id)).collect();
        let idle = if idle.is_empty() { "没有".to_owned() } else { idle.join("、") };
        println!("  {name}，没有人因此得分或扣分：{idle}");
        let full = behaviour.fullness.iter().filter(|fullness| is_full(fullness, answer.report.people));
        let full: Vec<String> = full
            .map(|fullness| format!("{} {} 人", scheme.label_of(&fullness.indicator), fullness.full))
            .collect();
        let full = if full.is_empty() { "没有".to_owned() } else { full.join("、") };
        println!("  {name}，八成以上的人得满分，拉不开差距：{full}");
    }
}

fn deciding(answer: &Answer) {
    println!("\n六、一条记录定线（改后；少了它就不在线上）");
    let row = |marginal: &lvzhi_scoring::sandbox::Marginal| {
        vec![
            line_label(marginal.share),
            format!("第 {} 名", marginal.place),
            answer.name(&marginal.subject).to_owned(),
            format!("{} < {}", marginal.without, marginal.next),
            answer.facts.get(&marginal.fact).unwrap_or(&marginal.fact).clone(),
        ]
    };
    let rows: Vec<_> = answer.report.after.marginal.iter().map(row).collect();
    if rows.is_empty() {
        println!("  没有");
    } else {
        print!("{}", table(&["线", "名次", "姓名", "少了它的总分", "履职记录"], &[], &rows));
    }
}
