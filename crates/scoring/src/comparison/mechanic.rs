//! Settings of the mechanics.
use super::setting::{Settings, list, points, yes};
use crate::print::terms::{Terms, subject_attribute};
use crate::scheme::{
    Below, Combine, Count, Due, Each, Filter, Goal, Mechanic, Missing, PlaceList, PlaceTies, Review, Rolling,
    Scope, Take, To, mechanic,
};

fn count(count: Count) -> &'static str {
    match count {
        Count::Facts => "次数",
        Count::Pieces => "件数",
        Count::Quantity => "数量",
    }
}

fn missing(missing: Missing) -> &'static str {
    match missing {
        Missing::Full => "按满分计",
        Missing::Zero => "不计分",
        Missing::Exclude => "不列入本人满分",
    }
}

fn quantity(n: u32) -> Option<String> {
    (n > 0).then(|| n.to_string())
}

/// Chinese name of a mechanic.
fn name(mechanic: &Mechanic) -> &'static str {
    match mechanic {
        Mechanic::Base(_) => "基础分",
        Mechanic::Tally(_) => "逐次计分",
        Mechanic::Deductions(_) => "从基础分扣起",
        Mechanic::Checklist(_) => "各项计一次",
        Mechanic::Target(_) => "达标计分",
        Mechanic::Flat(_) => "只计一次",
        Mechanic::Sequence(_) => "依次计分",
        Mechanic::Pieces(_) => "按件计分",
        Mechanic::Factor(_) => "按另一款乘系数",
        Mechanic::Rate(_) => "比率",
        Mechanic::Rating(_) => "评分",
        Mechanic::Poll(_) => "评议",
        Mechanic::Ratio(_) => "与他人相比",
        Mechanic::PlacePoints(_) => "按名次计分",
        Mechanic::Rollup(_) => "以前各期结果",
        Mechanic::Report(_) => "报告",
        Mechanic::Manual(_) => "人工评定",
    }
}

impl Settings {
    pub(super) fn mechanic(&mut self, terms: &Terms<'_>, mechanic: &Mechanic, own: &Filter) {
        let kind = terms.kind(own);
        self.add("计分方法", name(mechanic));
        match mechanic {
            Mechanic::Base(mechanic::Base { points: worth }) => self.add("分值", points(*worth)),
            Mechanic::Tally(mechanic::Tally { price, unit, skip_first, at_most, share, times, named }) => {
                self.price(price, kind);
                self.unit(*unit, kind);
                self.maybe("不计分的前几次", quantity(*skip_first));
                self.maybe("最多计", at_most.map(|n| format!("{n} 次")));
                self.share(share.as_ref(), kind);
                self.times(terms, times, own);
                self.named(named.as_ref(), kind);
            }
            Mechanic::Deductions(mechanic::Deductions { base, floor, price, unit, skip_first, times }) => {
                self.add("基础分", points(*base));
                self.add("扣至", points(*floor));
                self.price(price, kind);
                self.unit(*unit, kind);
                self.maybe("不扣分的前几次", quantity(*skip_first));
                self.times(terms, times, own);
            }
            Mechanic::Checklist(mechanic::Checklist { price }) => self.price(price, kind),
            Mechanic::Flat(mechanic::Flat { price, at_least, count: counted }) => {
                self.price(price, kind);
                self.add("至少要有", at_least.to_string());
                self.add("计数", count(*counted));
            }
            Mechanic::Sequence(mechanic::Sequence { points: values, scope }) => {
                self.add("依次的分值", list(values));
                self.add("依次的范围", if *scope == Scope::Piece { "同一件" } else { "同一人" });
            }
            Mechanic::Pieces(_) => self.pieces(terms, mechanic, own),
            Mechanic::Factor(mechanic::Factor { of, factor }) => {
                self.add("所据的一款", terms.rule(of));
                self.add("系数", factor.to_string());
            }
            Mechanic::Report(mechanic::Report { price, missing: none, due, not_due }) => {
                self.price(price, kind);
                self.add("没有提交的分值", points(*none));
                self.add(
                    "到期",
                    match due {
                        Due::Always => "每期",
                        Due::FirstHalf => "上半年",
                        Due::SecondHalf => "下半年",
                    },
                );
                self.add("没有到期的", missing(*not_due));
            }
            Mechanic::Manual(mechanic::Manual { least, most, review }) => {
                self.add("每次最低", points(*least));
                self.add("每次最高", points(*most));
                if let Some(Review { attribute, own, verified }) = review {
                    self.add("区分自评和审核的栏目", Terms::attribute(kind, attribute));
                    self.words("自评", &Terms::values(kind, attribute, std::slice::from_ref(own)));
                    self.words("审核", &Terms::values(kind, attribute, std::slice::from_ref(verified)));
                }
            }
            Mechanic::Target(_) => self.target(mechanic),
            _ => self.figures(terms, mechanic, own),
        }
    }

    fn pieces(&mut self, terms: &Terms<'_>, mechanic: &Mechanic, own: &Filter) {
        let Mechanic::Pieces(mechanic::Pieces {
            price,
            combine,
            either_or,
            implies_lower,
            skip_first,
            at_most,
            share,
            times,
            named,
        }) = mechanic
        else {
            return;
        };
        let kind = terms.kind(own);
        self.price(price, kind);
        self.add("同一件的几种情形", if *combine == Combine::Highest { "就高" } else { "相加" });
        for (n, set) in either_or.iter().enumerate() {
            let label = |path: &Vec<String>| {
                let cell = price.cells.iter().find(|cell| cell.keys.starts_with(path));
                let labels =
                    cell.map(|cell| cell.label.split('·').take(path.len()).collect::<Vec<_>>().join("·"));
                labels.unwrap_or_else(|| path.join("·"))
            };
            self.words(
                format!("择一的第 {} 组", n.saturating_add(1)),
                &set.iter().map(label).collect::<Vec<_>>(),
            );
        }
        self.add("视为达到较低阶段", yes(*implies_lower));
        self.maybe("不计分的前几件", quantity(*skip_first));
        self.maybe("最多计", at_most.map(|n| format!("{n} 件")));
        self.share(share.as_ref(), kind);
        self.times(terms, times, own);
        self.named(named.as_ref(), kind);
    }

    fn target(&mut self, mechanic: &Mechanic) {
        let Mechanic::Target(mechanic::Target {
            points: full,
            goal,
            count: counted,
            below,
            over,
            each,
            missing: none,
        }) = mechanic
        else {
            return;
        };
        self.add("分值", points(*full));
        self.add(
            "目标",
            match goal {
                Goal::Fixed(number) => number.to_string(),
                Goal::Attribute(id) => format!("各自的{}", subject_attribute(id)),
            },
        );
        self.add("计数", count(*counted));
        match below {
            Below::Zero => self.add("达不到的", "不计分"),
            Below::Proportional => self.add("达不到的", "按比例计"),
            Below::Off { off, floor } => {
                self.add("达不到的", "扣分");
                self.add("每少一个扣", points(*off));
                self.add("扣至", points(*floor));
            }
        }
        self.maybe("每多一个加", over.map(points));
        self.add(
            "要求的时段",
            match each {
                Each::Period => "考评期",
                Each::Month => "每月",
                Each::Quarter => "每季度",
            },
        );
        self.add("没有目标的", missing(*none));
    }

    fn figures(&mut self, terms: &Terms<'_>, mechanic: &Mechanic, own: &Filter) {
        let kind = terms.kind(own);
        let within = |id: &Option<String>| id.as_deref().map(subject_attribute).map(str::to_owned);
        match mechanic {
            Mechanic::Rate(mechanic::Rate { attribute, attended, excused, curve, none }) => {
                self.add("看哪一栏", Terms::attribute(kind, attribute));
                self.words("算作达到的", &Terms::values(kind, attribute, attended));
                self.words("不列入计算的", &Terms::values(kind, attribute, excused));
                self.curve(curve, true);
                self.add("没有应列入的", missing(*none));
            }
            Mechanic::Rating(mechanic::Rating { take, curve, min_ballots, missing: none }) => {
                self.add(
                    "取哪个得分",
                    match take {
                        Take::Mean => "平均",
                        Take::Sum => "合计",
                        Take::Highest => "最高",
                        Take::Latest => "最近一次",
                    },
                );
                self.curve(curve, false);
                if let Some((least, attribute)) = min_ballots {
                    self.add("最少票数", format!("{least} 张"));
                    self.add("票数所在栏目", Terms::attribute(kind, attribute));
                }
                self.add("没有得分的", missing(*none));
            }
            Mechanic::Poll(mechanic::Poll { poll, missing: none }) => {
                self.poll(poll, kind);
                self.add("没有评议结果的", missing(*none));
            }
            Mechanic::Ratio(mechanic::Ratio { of, to, within: among, points: full, none }) => {
                self.add("所据的一款", terms.rule(of));
                self.add(
                    "相比的数",
                    match to {
                        To::Best => "最高分",
                        To::Sum => "合计",
                        To::Mean => "平均分",
                    },
                );
                self.maybe("比较的范围", within(among));
                self.add("满分", points(*full));
                self.add("无从比较的", missing(*none));
            }
            Mechanic::PlacePoints(own) => self.place_points(terms, own),
            Mechanic::Rollup(own) => self.rollup(terms, own),
            _ => {}
        }
    }

    fn place_points(&mut self, terms: &Terms<'_>, own: &mechanic::PlacePoints) {
        let mechanic::PlacePoints { of, within: among, lowest_first, skip_zero, list: values, ties } = own;
        self.add("所据的一款", terms.rule(of));
        self.maybe("比较的范围", among.as_deref().map(subject_attribute));
        self.add("低者名次在前", yes(*lowest_first));
        self.add("零分的不排列", yes(*skip_zero));
        match values {
            PlaceList::Listed { points: each, rest } => {
                self.add("各名次的分值", list(each));
                self.add("其余名次的分值", points(*rest));
            }
            PlaceList::Falling { first, step, least } => {
                self.add("第 1 名的分值", points(*first));
                self.add("每降一名少计", points(*step));
                self.add("名次分最低", points(*least));
            }
        }
        self.add("名次并列的", if *ties == PlaceTies::Same { "都按该名次" } else { "平均分配" });
    }

    fn rollup(&mut self, terms: &Terms<'_>, own: &mechanic::Rollup) {
        let mechanic::Rollup { family, of, cycles, at_least, combine, curve, missing: none } = own;
        let family = family.as_deref();
        self.add("所据的办法", terms.family_title(family));
        let label = |id: &String| terms.family_indicator(family, id);
        self.add("所据的得分", of.as_ref().map_or("考评得分".to_owned(), label));
        self.add("期数", cycles.to_string());
        self.add("最少期数", at_least.to_string());
        match combine {
            Rolling::Mean => self.add("各期合并", "平均"),
            Rolling::Sum => self.add("各期合并", "合计"),
            Rolling::Weighted(weights) => {
                self.add("各期合并", "加权平均");
                self.add("各期权重", list(weights));
            }
        }
        self.curve(curve, false);
        self.add("期数不足的", missing(*none));
    }
}
