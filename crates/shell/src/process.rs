//! A process as one pure table: its states and the moves between them. The same table refuses a move, draws the process
//! on a page and prints it for the handbook.
use std::fmt::Write;

use lvzhi_platform::{Error, Result};
use lvzhi_ui::StateMove;
use maud::Markup;

use crate::policy::Permission;
use crate::words::Words;

/// Who makes a move.
#[derive(Clone, Copy, Debug)]
pub enum Who {
    /// Whoever holds this permission.
    May(Permission),
    /// Somebody whom the act itself knows: 起草人.
    Named(&'static str),
}

impl Who {
    /// As printed: 起草人; 秘书长、领导.
    #[must_use]
    pub fn label(self) -> String {
        match self {
            Self::May(permission) => {
                permission.holders.iter().map(|role| role.label()).collect::<Vec<_>>().join("、")
            }
            Self::Named(label) => label.to_owned(),
        }
    }
}

/// One move. It names the state that it leaves.
#[derive(Clone, Copy, Debug)]
pub struct Move<S> {
    /// From here
    pub from: S,
    /// to there.
    pub to: S,
    /// What is done: 送审.
    pub verb: &'static str,
    /// Who does it.
    pub who: Who,
    /// What it demands: 写明理由; empty: nothing.
    pub demands: &'static str,
}

/// The states of a thing and all moves between them.
#[derive(Debug)]
pub struct States<S: 'static> {
    /// What passes through them, as in a sentence: 这份草稿.
    pub thing: &'static str,
    /// The states with their words; the first is where it begins.
    pub words: Words<S>,
    /// The moves. What is not here is refused.
    pub moves: &'static [Move<S>],
}

impl<S: Copy + PartialEq> States<S> {
    /// The move from one state to another, if there is one.
    #[must_use]
    pub fn find(&self, from: S, to: S) -> Option<&'static Move<S>> {
        self.moves.iter().find(|step| step.from == from && step.to == to)
    }

    /// The moves that leave a state.
    pub fn moves_from(&self, from: S) -> impl Iterator<Item = &'static Move<S>> {
        self.moves.iter().filter(move |step| step.from == from)
    }

    /// Leaves one state for another.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the table knows no such move; the sentence says what can be done instead.
    pub fn leave(&self, from: S, to: S) -> Result<&'static Move<S>> {
        if let Some(step) = self.find(from, to) {
            return Ok(step);
        }
        let verb =
            self.moves.iter().find(|step| step.to == to).map_or(self.words.label(to), |step| step.verb);
        let ways: Vec<_> = self.moves_from(from).map(|step| format!("“{}”", step.verb)).collect();
        let instead = if ways.is_empty() {
            "已经到头了".to_owned()
        } else {
            format!("现在可以{}", ways.join("、"))
        };
        let now = self.words.label(from);
        Err(Error::Conflict(format!("{}现在是“{now}”，不能再“{verb}”；{instead}。", self.thing)))
    }

    /// The process on a page; the moves that can be made `now` are marked.
    #[must_use]
    pub fn draw(&self, now: Option<S>) -> Markup {
        let moves: Vec<StateMove> = self.moves.iter().map(|step| self.words_of(step, now)).collect();
        lvzhi_ui::state_moves(&format!("{}的状态", self.thing), &moves)
    }

    /// The process as a table of Markdown, for the handbook.
    #[must_use]
    pub fn handbook(&self) -> String {
        let mut text = String::from("| 现在 | 做什么 | 转为 | 谁 | 要求 |\n|---|---|---|---|---|\n");
        for step in self.moves.iter().map(|step| self.words_of(step, None)) {
            let StateMove { from, verb, to, who, demands, .. } = step;
            let _ = writeln!(text, "| {from} | {verb} | {to} | {who} | {demands} |"); // writing to a String cannot fail
        }
        text
    }

    fn words_of(&self, step: &Move<S>, now: Option<S>) -> StateMove {
        StateMove {
            from: self.words.label(step.from),
            verb: step.verb,
            to: self.words.label(step.to),
            who: step.who.label(),
            demands: step.demands,
            is_open: now == Some(step.from),
        }
    }

    /// What is wrong with the table itself, for the test of each: a state without words, a state that nothing leads to,
    /// a move that stands twice or goes nowhere.
    #[must_use]
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for (at, step) in self.moves.iter().enumerate() {
            let (from, to) = (self.words.label(step.from), self.words.label(step.to));
            let twin = self.moves.iter().take(at).any(|other| other.from == step.from && other.to == step.to);
            if from.is_empty() || to.is_empty() || twin || step.from == step.to {
                faults.push(format!("move {at} ({}): from “{from}” to “{to}”", step.verb));
            }
        }
        let mut reached: Vec<S> = self.words.all().take(1).collect();
        let mut at = 0;
        while let Some(state) = reached.get(at).copied() {
            at += 1;
            let news: Vec<S> = self.moves_from(state).map(|step| step.to).collect();
            reached.extend(news.into_iter().filter(|to| !reached.contains(to)).collect::<Vec<_>>());
        }
        let lost = self.words.all().filter(|state| !reached.contains(state));
        faults.extend(lost.map(|state| format!("nothing leads to “{}”", self.words.label(state))));
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::Role;

    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    enum Lamp {
        Off,
        On,
        Broken,
    }

    const KEEP: Permission = Permission::new("keep_lamps", "管灯", &[Role::Staff, Role::Leader]);
    const WORDS: Words<Lamp> =
        Words(&[(Lamp::Off, "off", "灭"), (Lamp::On, "on", "亮"), (Lamp::Broken, "broken", "坏了")]);
    const fn step(from: Lamp, to: Lamp, verb: &'static str) -> Move<Lamp> {
        Move { from, to, verb, who: Who::May(KEEP), demands: "" }
    }
    const LAMP: States<Lamp> = States {
        thing: "这盏灯",
        words: WORDS,
        moves: &[
            step(Lamp::Off, Lamp::On, "开灯"),
            step(Lamp::On, Lamp::Off, "关灯"),
            Move {
                who: Who::Named("砸灯的人"), demands: "写明理由", ..step(Lamp::On, Lamp::Broken, "砸灯")
            },
        ],
    };

    #[test]
    fn a_move_of_the_table_is_made_and_any_other_refused_with_what_can_be_done() {
        assert_eq!(LAMP.leave(Lamp::On, Lamp::Broken).unwrap().demands, "写明理由");
        let refusal = LAMP.leave(Lamp::Off, Lamp::Broken).unwrap_err();
        assert!(matches!(refusal, Error::Conflict(_)));
        assert_eq!(refusal.to_string(), "这盏灯现在是“灭”，不能再“砸灯”；现在可以“开灯”。");
        let refusal = LAMP.leave(Lamp::Broken, Lamp::Off).unwrap_err().to_string();
        assert_eq!(refusal, "这盏灯现在是“坏了”，不能再“关灯”；已经到头了。");
    }

    #[test]
    fn nothing_leaves_a_state_for_itself() {
        assert!(WORDS.all().all(|state| LAMP.leave(state, state).is_err()));
    }

    #[test]
    fn the_handbook_and_the_page_say_who_moves_it_and_what_that_demands() {
        let table = LAMP.handbook();
        assert!(table.contains("| 灭 | 开灯 | 亮 | 机关干部、领导 |  |\n"), "{table}");
        assert!(table.contains("| 亮 | 砸灯 | 坏了 | 砸灯的人 | 写明理由 |\n"), "{table}");
        let drawn = LAMP.draw(Some(Lamp::On)).into_string();
        assert_eq!(drawn.matches("<tr class=\"on\">").count(), 2, "{drawn}");
        assert!(drawn.contains("砸灯的人"));
    }

    #[test]
    fn a_faulty_table_is_found() {
        assert_eq!(LAMP.faults(), Vec::<String>::new());
        const LAME: &[Move<Lamp>] = &[step(Lamp::Off, Lamp::On, "开灯"), step(Lamp::On, Lamp::On, "照亮")];
        let lame = States { moves: LAME, ..LAMP };
        assert_eq!(lame.faults().len(), 2, "{:?}", lame.faults());
    }
}
