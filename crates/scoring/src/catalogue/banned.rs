//! What must never become a fact: 国办函〔2026〕12号 forbids it as a basis of assessment.
const BANNED: [(&str, &[&str]); 5] = [
    ("登录", &["登录", "登陆", "签到打卡", "打卡", "login", "logon", "checkin", "check_in"]),
    ("点赞", &["点赞", "like"]),
    ("网络投票", &["网络投票", "网上投票", "线上投票", "online_vote", "web_vote"]),
    ("转发", &["转发", "share_count", "repost", "forwarded_post"]),
    ("在线时长", &["在线时长", "学习时长", "在线时间", "online_minutes", "online_time", "screen_time"]),
];

/// The banned thing a name speaks of, if it does.
pub(crate) fn banned(id: &str, label: &str) -> Option<&'static str> {
    let id = id.to_ascii_lowercase();
    BANNED.iter().find_map(|(name, words)| {
        let hit = words.iter().any(|word| {
            label.contains(word)
                || id == *word
                || (word.is_ascii() && id.split('_').any(|part| part == *word))
        });
        hit.then_some(*name)
    })
}
