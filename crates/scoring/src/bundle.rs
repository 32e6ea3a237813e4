//! A bundle: everything somebody needs to compute a result again, and the comparison that does it.
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::digest::{canonical_text, digest};
use crate::{Assessment, Catalogue, ENGINE, Evaluation, Input, Points, Scheme, diff, evaluate};

/// What a bundle says about itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Engine version.
    pub engine: String,
    /// SM3 of the scheme's canonical text.
    pub scheme_digest: String,
    /// SM3 of the catalogue's canonical text.
    pub catalogue_digest: String,
    /// SM3 of the input's canonical JSON.
    pub input_digest: String,
    /// SM3 of the evaluation's canonical JSON.
    pub evaluation_digest: String,
}

/// All that a recomputation reads, and the result that was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bundle {
    /// Digests.
    pub manifest: Manifest,
    /// The scheme.
    pub scheme_text: String,
    /// The catalogue.
    pub catalogue_text: String,
    /// The input.
    pub input: Input,
    /// The published result.
    pub evaluation: Evaluation,
}

/// One thing that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// Where: a person's name, or the part of the bundle.
    pub place: String,
    /// What: "提案", "总分", "摘要" …
    pub what: String,
    /// As published.
    pub was: String,
    /// As computed again.
    pub should_be: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}：{} 公布为 {}，重算为 {}", self.place, self.what, self.was, self.should_be)
    }
}

fn difference(place: &str, what: &str, was: impl Into<String>, should_be: impl Into<String>) -> Difference {
    Difference {
        place: place.to_owned(),
        what: what.to_owned(),
        was: was.into(),
        should_be: should_be.into(),
    }
}

impl Bundle {
    /// Puts a bundle together; the input is normalised.
    pub fn new(scheme_text: &str, catalogue_text: &str, mut input: Input, evaluation: Evaluation) -> Bundle {
        input.normalise();
        let manifest = Manifest {
            engine: ENGINE.to_owned(),
            scheme_digest: digest(canonical_text(scheme_text).as_bytes()),
            catalogue_digest: digest(canonical_text(catalogue_text).as_bytes()),
            input_digest: input.digest(),
            evaluation_digest: evaluation.digest(),
        };
        let (scheme_text, catalogue_text) = (scheme_text.to_owned(), catalogue_text.to_owned());
        Bundle { manifest, scheme_text, catalogue_text, input, evaluation }
    }

    /// Computes everything again and names what differs; empty: the published result is what the rules give.
    pub fn verify(&self) -> Vec<Difference> {
        let mut found = Vec::new();
        self.digests(&mut found);
        let catalogue = match Catalogue::parse(&self.catalogue_text) {
            Ok(catalogue) => catalogue,
            Err(errors) => {
                found.extend(
                    errors.iter().map(|e| difference("事实目录", "内容", e.to_string(), "可用的目录")),
                );
                return found;
            }
        };
        let scheme = match Scheme::parse(&self.scheme_text, &catalogue) {
            Ok((scheme, _)) => scheme,
            Err(errors) => {
                found.extend(
                    errors.iter().map(|e| difference("考评办法", "内容", e.to_string(), "可用的办法")),
                );
                return found;
            }
        };
        let again = evaluate(&scheme, &catalogue, &self.input);
        if again.to_canonical_json() != self.evaluation.to_canonical_json() {
            let before = found.len();
            self.compare(&scheme, &again, &mut found);
            if found.len() == before {
                found.push(difference("考评结果", "内容", "与重算不同", "逐字节相同"));
            }
        }
        found
    }

    fn digests(&self, found: &mut Vec<Difference>) {
        let m = &self.manifest;
        let scheme = digest(canonical_text(&self.scheme_text).as_bytes());
        let catalogue = digest(canonical_text(&self.catalogue_text).as_bytes());
        let (input, evaluation) = (self.input.digest(), self.evaluation.digest());
        let pairs = [
            ("引擎", "版本", m.engine.as_str(), ENGINE),
            ("考评办法", "摘要", &m.scheme_digest, &scheme),
            ("事实目录", "摘要", &m.catalogue_digest, &catalogue),
            ("考评数据", "摘要", &m.input_digest, &input),
            ("考评结果", "摘要", &m.evaluation_digest, &evaluation),
        ];
        for (place, what, was, now) in pairs {
            if was != now {
                found.push(difference(place, what, was, now));
            }
        }
    }

    fn name<'b>(&'b self, subject: &'b str) -> &'b str {
        self.input.subjects.iter().find(|s| s.id == subject).map_or(subject, |s| &s.name)
    }

    fn compare(&self, scheme: &Scheme, again: &Evaluation, found: &mut Vec<Difference>) {
        let old = &self.evaluation;
        for change in diff(old, again) {
            let name = self.name(&change.subject);
            for indicator in &change.indicators {
                let label = scheme.label_of(&indicator.id);
                let (was, now) = indicator.points;
                if was != now {
                    found.push(difference(name, label, points(was), points(now)));
                } else {
                    let lines = |lines: &[crate::Line]| {
                        let texts: Vec<_> =
                            lines.iter().map(|l| format!("{} 分（{}）", l.points, l.reason)).collect();
                        if texts.is_empty() { "无".to_owned() } else { texts.join("、") }
                    };
                    let what = format!("{label}的明细");
                    found.push(difference(name, &what, lines(&indicator.removed), lines(&indicator.added)));
                }
            }
            let find =
                |e: &'_ Evaluation| e.assessments.iter().find(|a| a.subject == change.subject).cloned();
            whole(scheme, name, find(old).as_ref(), find(again).as_ref(), found);
        }
        let parts = [
            ("引擎版本", old.engine != again.engine),
            ("办法摘要", old.scheme_digest != again.scheme_digest),
            ("数据摘要", old.input_digest != again.input_digest),
            ("结果运用", old.outcomes != again.outcomes),
            ("分数线", old.cuts != again.cuts),
            ("说明", old.notes != again.notes),
        ];
        for (what, _) in parts.iter().filter(|(_, differs)| *differs) {
            found.push(difference("考评结果", what, "与重算不同", "见重算结果"));
        }
    }
}

fn points(points: Option<Points>) -> String {
    points.map_or_else(|| "无".to_owned(), |p| format!("{p} 分"))
}

fn whole(
    scheme: &Scheme,
    name: &str,
    old: Option<&Assessment>,
    new: Option<&Assessment>,
    found: &mut Vec<Difference>,
) {
    let (Some(old), Some(new)) = (old, new) else {
        let word = |there: bool| if there { "在名单内" } else { "不在名单内" };
        found.push(difference(name, "名单", word(old.is_some()), word(new.is_some())));
        return;
    };
    let before = found.len();
    let mut push = |what: &str, was: String, now: String| {
        if was != now {
            found.push(difference(name, what, was, now));
        }
    };
    let place = |p: Option<u32>| p.map_or_else(|| "不排名".to_owned(), |p| format!("第 {p} 名"));
    let grade = |g: &Option<String>| {
        let label = g.as_ref().map(|g| scheme.grade(g).map_or(g.clone(), |g| g.label.clone()));
        label.unwrap_or_else(|| "无等次".to_owned())
    };
    push("总分", points(Some(old.total)), points(Some(new.total)));
    push("满分", points(Some(old.max)), points(Some(new.max)));
    push("折算分", points(Some(old.score)), points(Some(new.score)));
    push("名次", place(old.place), place(new.place));
    push("等次", grade(&old.grade), grade(&new.grade));
    let differs = old.standing != new.standing
        || old.places != new.places
        || old.notes != new.notes
        || old.unused != new.unused
        || old.adjustments != new.adjustments;
    if differs && found.len() == before {
        found.push(difference(name, "说明或分类名次", "与重算不同", "见重算结果"));
    }
}
