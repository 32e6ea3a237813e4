//! What must never be assessed: 国办函〔2026〕12号 forbids it as a basis of assessment.

/// (what it is, words in labels, words in ids).
const BANNED: [(&str, &[&str], &[&str]); 6] = [
    ("登录", &["登录", "登陆"], &["login", "logins", "logon", "log_in"]),
    ("打卡", &["打卡"], &["checkin", "check_in", "punch", "clock_in"]),
    ("点赞", &["点赞"], &["like", "likes", "thumbs_up"]),
    (
        "网络投票",
        &["网络投票", "网上投票", "线上投票", "在线投票", "微信投票"],
        &["online_vote", "online_votes", "web_vote", "web_votes"],
    ),
    (
        "转发",
        &["转发", "分享次数", "分享链接", "分享文章", "分享到"],
        &["share_count", "repost", "reposts", "forwarded_post", "retweet"],
    ),
    (
        "在线时长",
        &["在线时长", "在线学习时长", "学习时长", "在线时间", "在线分钟", "上线时长", "浏览时长"],
        &["online_minutes", "online_time", "online_hours", "screen_time", "minutes_online"],
    ),
];

/// Official forwarding of a paper (转发部委办理) is not a repost.
const OFFICIAL: [&str; 14] = [
    "部委", "部门", "办理", "转办", "批示", "市委", "省委", "县委", "区委", "党委", "政府", "政协", "单位",
    "文件",
];

/// Words that make any forwarding a repost.
const MEDIA: [&str; 11] =
    ["朋友圈", "微信", "微博", "公众号", "短视频", "抖音", "链接", "点击", "阅读量", "转发量", "文章"];

/// The banned thing a name speaks of, if it does.
pub(crate) fn banned(id: &str, label: &str) -> Option<&'static str> {
    let id = id.to_ascii_lowercase().replace('-', "_");
    let framed = format!("_{id}_");
    BANNED.iter().find_map(|(name, words, ids)| {
        let by_label =
            words.iter().any(|word| label.contains(word)) && !(*name == "转发" && is_official(label));
        let by_id = ids.iter().any(|word| framed.contains(&format!("_{word}_")));
        (by_label || by_id).then_some(*name)
    })
}

fn is_official(label: &str) -> bool {
    let has = |words: &[&str]| words.iter().any(|word| label.contains(word));
    has(&OFFICIAL) && !has(&MEDIA)
}
