//! Settings of prices, units, shares, curves and polls.
use super::setting::{Settings, list, part, points, yes};
use crate::catalogue::Kind;
use crate::print::terms::{Terms, any_of};
use crate::scheme::Share;
use crate::scheme::{
    Band, Cell, Curve, Dimension, Form, Named, Poll, Price, RaterGroup, ShareMethod, ShareTest, Unit,
};

impl Settings {
    pub(super) fn price(&mut self, price: &Price, kind: Option<&Kind>) {
        let Price { by, cells } = price;
        let dimension = |dimension: &Dimension| match dimension {
            Dimension::Stage => "阶段".to_owned(),
            Dimension::Role => "角色".to_owned(),
            Dimension::Authorship => "署名".to_owned(),
            Dimension::Attribute(id) => Terms::attribute(kind, id).to_owned(),
        };
        self.words("分值分档", &by.iter().map(dimension).collect::<Vec<_>>());
        for Cell { keys: _, label, points: worth } in cells {
            let key = if label.is_empty() { "分值".to_owned() } else { format!("“{label}”的分值") };
            self.add(key, points(*worth));
        }
        if cells.len() > 1 {
            self.words("分值各档的次序", &cells.iter().map(|cell| &cell.label).collect::<Vec<_>>());
        }
    }

    pub(super) fn unit(&mut self, unit: Unit, kind: Option<&Kind>) {
        match unit {
            Unit::Fact => self.add("计分单位", "每次"),
            Unit::Quantity { per, part: rest } => {
                self.add("计分单位", format!("每 {per} {}", Terms::unit_name(kind)));
                self.add("不足一个单位的", part(rest));
            }
        }
    }

    pub(super) fn share(&mut self, share: Option<&Share>, kind: Option<&Kind>) {
        let Some(Share { method, first, rounding, decimals }) = share else { return };
        self.add(
            "多人署名的分配",
            match method {
                ShareMethod::Equal => "平均分配",
                ShareMethod::HalfEach => "每人一半",
                ShareMethod::FirstAll => "第一人计全部",
                ShareMethod::FirstHalf => "第一人一半，其他人平分另一半",
            },
        );
        if !first.is_empty() {
            let first = kind.and_then(|k| k.role(first)).map_or(first.as_str(), |role| &role.label);
            self.add("第一署名的角色", first);
        }
        self.rounding("分配的取舍", *rounding);
        self.add("分配保留小数", format!("{decimals} 位"));
    }

    pub(super) fn named(&mut self, named: Option<&Named>, kind: Option<&Kind>) {
        let Some(Named { at_most, position }) = named else { return };
        self.add("计分的署名位次", format!("前 {at_most} 位"));
        self.add("署名位次所在栏目", Terms::attribute(kind, position));
    }

    pub(super) fn curve(&mut self, curve: &Curve, share: bool) {
        let number = |n: &crate::Points| if share { n.to_percent() } else { n.to_string() };
        match curve {
            Curve::Linear { points: full, scale } => {
                self.add("折算方法", "按比例");
                self.add("满分", points(*full));
                self.add("得满分的数", number(scale));
            }
            Curve::Steps { steps } => {
                self.add("折算方法", "分档");
                for (from, worth) in steps {
                    self.add(format!("达到 {} 的", number(from)), points(*worth));
                }
                self.words("各档的次序", &steps.iter().map(|(from, _)| number(from)).collect::<Vec<_>>());
            }
            Curve::PerStep { points: worth, per, part: rest } => {
                self.add("折算方法", "按每一份计分");
                self.add("每一份", number(per));
                self.add("每一份的分值", points(*worth));
                self.add("不足一份的", part(*rest));
            }
            Curve::Shortfall { points: full, target, per, off, floor, part: rest } => {
                self.add("折算方法", "达标满分，不足扣分");
                self.add("满分", points(*full));
                self.add("目标", number(target));
                self.add("每一份", number(per));
                self.add("每差一份扣", points(*off));
                self.add("扣至", points(*floor));
                self.add("不足一份的", part(*rest));
            }
        }
    }

    pub(super) fn poll(&mut self, poll: &Poll, kind: Option<&Kind>) {
        let Poll { points: full, scale, form, groups, reweigh } = poll;
        self.add("满分", points(*full));
        self.add("得满分的数", scale.to_string());
        self.form(form, kind);
        for RaterGroup { label, attributes, weight, min_ballots } in groups {
            self.add(format!("{label}的权重"), weight.to_percent());
            self.add(format!("{label}的最少票数"), format!("{min_ballots} 张"));
            for (id, values) in attributes {
                let values = any_of(&Terms::values(kind, id, values));
                self.add(format!("{label}的{}", Terms::attribute(kind, id)), values);
            }
        }
        self.words("评议各方", &groups.iter().map(|group| &group.label).collect::<Vec<_>>());
        self.add("缺一方时补足其他各方权重", yes(*reweigh));
    }

    fn form(&mut self, form: &Form, kind: Option<&Kind>) {
        match form {
            Form::Choice { attribute, worth, abstain } => {
                self.add("票上填写", Terms::attribute(kind, attribute));
                for (_, label, score) in worth {
                    self.add(format!("“{label}”折合"), points(*score));
                }
                self.words("弃权", &Terms::values(kind, attribute, abstain));
            }
            Form::Bands { attribute, abstain, bands } => {
                self.add("票上填写", format!("{}，按比例分档", Terms::attribute(kind, attribute)));
                self.words("弃权", &Terms::values(kind, attribute, abstain));
                for (n, Band { points: score, when }) in bands.iter().enumerate() {
                    let n = n.saturating_add(1);
                    self.add(format!("第 {n} 档得分"), points(*score));
                    self.words(format!("第 {n} 档条件"), &when.iter().map(share_test).collect::<Vec<_>>());
                }
            }
            Form::Score { trim_highest, trim_lowest } => {
                self.add("票上填写", "得分");
                self.add("去掉最高分", format!("{trim_highest} 个"));
                self.add("去掉最低分", format!("{trim_lowest} 个"));
            }
            Form::Rank { list: ranks } => {
                self.add("票上填写", "名次");
                self.add("各名次折合", list(ranks));
            }
        }
    }
}

fn share_test(test: &ShareTest) -> String {
    let ShareTest { choices: _, label, at_least, below } = test;
    let least = at_least.map_or(String::new(), |share| format!("不低于 {}", share.to_percent()));
    let below = below.map_or(String::new(), |share| format!("低于 {}", share.to_percent()));
    format!("{label}{least}{below}")
}
