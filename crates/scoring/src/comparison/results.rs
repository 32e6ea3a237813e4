//! Multipliers, conditions, grades, vetoes and outcomes taken apart.
use super::parts::Entry;
use super::setting::{Settings, points, yes};
use crate::print::PartKind;
use crate::print::terms::{Terms, subject_attribute};
use crate::scheme::{
    ACTIONS, Cadence, Cause, Condition, Count, Grade, LineTies, Missing, Multiplier, OutcomeRule, Quota,
    Reserve, Select, Shows, Size, Statistic, Test, Veto,
};

pub(super) fn multiplier(terms: &Terms<'_>, multiplier: &Multiplier) -> Entry {
    let Multiplier { id, label, article, filter, scale, most, with_bonus, missing } = multiplier;
    Entry::new(PartKind::Multiplier, id, label, article).of(multiplier).with(|s| {
        s.filter(terms, "", filter, filter);
        s.add("不增不减的数", scale.to_string());
        s.maybe("系数最高", most.map(|most| most.to_string()));
        s.add("加分一并相乘", yes(*with_bonus));
        s.add("没有结果的", if *missing == Missing::Full { "总分不变" } else { "另行处理" });
    })
}

pub(super) fn condition(terms: &Terms<'_>, condition: &Condition) -> Entry {
    let Condition { id, label, article, test } = condition;
    Entry::new(PartKind::Condition, id, label, article).of(condition).with(|s| s.test(terms, test))
}

pub(super) fn grade(terms: &Terms<'_>, grade: &Grade) -> Entry {
    let Grade { id, label, article, from, quota, needs, reserves, about, good } = grade;
    Entry::new(PartKind::Grade, id, &format!("等次“{label}”"), article).of(grade).with(|s| {
        s.maybe("分数线", from.map(|from| format!("{from} 分以上")));
        s.quota(quota.as_ref());
        for (n, need) in needs.iter().enumerate() {
            s.add(format!("第 {} 个条件", n.saturating_add(1)), terms.quoted(need, "或者"));
        }
        for (n, Reserve { class, size: places, rounding, at_most }) in reserves.iter().enumerate() {
            let word = if *at_most { "最多" } else { "至少" };
            let key = format!("名额中第 {} 项限定", n.saturating_add(1));
            let class = terms.scheme.class_label(class);
            s.add(key, format!("{class}{word} {}（{}）", size(*places), rounding.label()));
        }
        s.maybe("大致比例", about.map(crate::Points::to_percent));
        s.add("计入优良", yes(*good));
    })
}

pub(super) fn veto(terms: &Terms<'_>, veto: &Veto) -> Entry {
    let Veto { id, label, article, cause, grade, ceiling } = veto;
    Entry::new(PartKind::Veto, id, label, article).of(veto).with(|s| {
        match cause {
            Cause::Fact(filter) => s.filter(terms, "", filter, filter),
            Cause::Condition(id) => s.add("条件", terms.scheme.label_of(id)),
        }
        s.words("等次", &terms.grades(std::slice::from_ref(grade)));
        s.add("作用", if *ceiling { "不得高于该等次" } else { "定为该等次" });
    })
}

pub(super) fn outcome(terms: &Terms<'_>, outcome: &OutcomeRule) -> Entry {
    let OutcomeRule {
        id,
        label,
        action,
        article,
        select,
        for_classes,
        only_grades,
        unless_vetoed,
        running,
        to,
        within_working_days,
        cadence,
    } = outcome;
    Entry::new(PartKind::Outcome, id, label, article).of(outcome).with(|s| {
        let action = ACTIONS.iter().find(|(id, _)| id == action).map_or(action.as_str(), |(_, label)| label);
        s.add("事项", action);
        s.select(terms, select);
        s.classes(terms, "限于", for_classes);
        s.words("限于等次", &terms.grades(only_grades));
        if *unless_vetoed {
            s.add("有一票否决或等次限制的", "除外");
        }
        if *running > 1 {
            s.add("连续期数", format!("{running} 期"));
        }
        s.words("送", to);
        s.maybe("办结时限", within_working_days.map(|days| format!("{days} 个工作日")));
        s.add("办理时间", if *cadence == Cadence::YearEnd { "年末" } else { "每期" });
    })
}

pub(super) fn statistic(terms: &Terms<'_>, statistic: &Statistic) -> Entry {
    let Statistic { id, label, shows, by } = statistic;
    Entry::new(PartKind::Statistic, id, label, "").of(statistic).with(|s| {
        match shows {
            Shows::Rate { filter, attribute, attended, excused, count } => {
                s.add("所报", "比率");
                s.filter(terms, "", filter, filter);
                let kind = terms.kind(filter);
                s.add("所看的栏目", Terms::attribute(kind, attribute));
                s.words("算作达到的", &Terms::values(kind, attribute, attended));
                s.words("不列入的", &Terms::values(kind, attribute, excused));
                s.add("计数", counted(*count));
            }
            Shows::Count { filter, count } => {
                s.add("所报", "多少");
                s.filter(terms, "", filter, filter);
                s.add("计数", counted(*count));
            }
            Shows::Good => s.add("所报", "优良占比"),
        }
        s.words("分别报告", &by.iter().map(|id| subject_attribute(id)).collect::<Vec<_>>());
    })
}

fn counted(count: Count) -> &'static str {
    match count {
        Count::Facts => "次数",
        Count::Pieces => "件数",
        Count::Quantity => "数量",
    }
}

fn size(size: Size) -> String {
    match size {
        Size::Share(share) => share.to_percent(),
        Size::People(people) => format!("{people} 名"),
    }
}

impl Settings {
    fn quota(&mut self, quota: Option<&Quota>) {
        let Some(Quota { size: places, rounding, ties, within }) = quota else { return };
        self.add("名额", size(*places));
        self.rounding("名额的取整", *rounding);
        self.add("名额线上并列的", if *ties == LineTies::Include { "都算在内" } else { "都不算" });
        self.maybe("分别计算名额的范围", within.as_deref().map(subject_attribute));
    }

    fn select(&mut self, terms: &Terms<'_>, select: &Select) {
        let (what, quota) = match select {
            Select::All => ("全体".to_owned(), None),
            Select::Top(quota) => ("名次居前".to_owned(), Some(quota)),
            Select::Bottom(quota) => ("名次居后".to_owned(), Some(quota)),
            Select::Climb(quota) => ("名次上升最多".to_owned(), Some(quota)),
            Select::Fall(quota) => ("名次下降最多".to_owned(), Some(quota)),
            Select::Grades(grades) => (format!("评为{}", terms.grades(grades).join("、")), None),
            Select::Below(points) => (format!("得分不满 {points} 分"), None),
            Select::Condition(id) => (format!("符合“{}”", terms.scheme.label_of(id)), None),
            Select::Zero => ("总分为零及以下".to_owned(), None),
        };
        self.add("对象", what);
        self.quota(quota);
    }

    fn test(&mut self, terms: &Terms<'_>, test: &Test) {
        let times = |n: &Option<u32>| n.map(|n| n.to_string());
        match test {
            Test::Facts { filter, count, at_least, at_most, earlier } => {
                self.filter(terms, "", filter, filter);
                self.add("计数", counted(*count));
                self.maybe("不少于", times(at_least));
                self.maybe("不多于", times(at_most));
                self.add("连同以前", earlier.map_or("各期".to_owned(), |cycles| format!("{cycles} 期")));
            }
            Test::History { family, grades, cycles, at_least, at_most, at_least_share } => {
                let family = family.as_deref();
                self.add("所据的办法", terms.family_title(family));
                self.words("以前的等次", &terms.family_grades(family, grades));
                self.add("期数", cycles.to_string());
                self.maybe("不少于", times(at_least));
                self.maybe("不多于", times(at_most));
                self.maybe("所占期数不低于", at_least_share.map(crate::Points::to_percent));
            }
            Test::Score { indicator, from, below } => {
                let indicator = indicator.as_ref().map(std::slice::from_ref).map(|id| terms.indicators(id));
                self.add("所看的得分", indicator.unwrap_or("考评得分".to_owned()));
                self.maybe("分数不低于", from.map(points));
                self.maybe("分数低于", below.map(points));
            }
            Test::Class { class } => self.add("身份", terms.scheme.class_label(class)),
        }
    }
}
