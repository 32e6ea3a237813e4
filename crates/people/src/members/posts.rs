//! Posts as printed and as the rules count them.

/// Titles that can be given by hand.
pub(super) const TITLES: [&str; 5] = ["常委", "主席", "副主席", "秘书长", "党组成员"];

/// Which posts a title means: everyone of the chair meeting also sits on the standing committee.
pub(super) fn posts_of_title(title: &str) -> &'static [&'static str] {
    match title {
        "主席" | "副主席" | "秘书长" => &["standing", "chair_meeting"],
        "党组成员" => &["party_group"],
        _ => &["standing"],
    }
}

/// The posts a row of the roster states: is-standing (`是否常委`) and title (`职务`), each `None` when silent.
/// A title such as 委员 means no post.
pub(super) fn stated(standing: Option<bool>, title: &str) -> Vec<(&'static str, String)> {
    let mut found: Vec<(&'static str, String)> = Vec::new();
    let mut add = |post: &'static str, title: &str| {
        if !found.iter().any(|(other, _)| *other == post) {
            found.push((post, title.to_owned()));
        }
    };
    for part in title.split(['、', '，', ',', '；', ' ']) {
        let known = ["副主席", "主席", "秘书长", "常委"]
            .into_iter()
            .find(|known| part.contains(known) && !part.contains("副秘书长"));
        if let Some(known) = known {
            posts_of_title(known).iter().for_each(|post| add(post, known));
        }
    }
    if standing == Some(true) {
        add("standing", "常委");
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_posts() {
        assert_eq!(stated(None, "委员"), []);
        assert_eq!(stated(Some(true), "委员"), [("standing", "常委".to_owned())]);
        assert_eq!(
            stated(None, "副主席"),
            [("standing", "副主席".to_owned()), ("chair_meeting", "副主席".to_owned())]
        );
        assert_eq!(stated(None, "副秘书长"), []);
    }
}
