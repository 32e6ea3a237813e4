//! Help in Chinese, wrong calls with a sentence, and the exit codes.
use super::{Folder, lvzhi};

const COMMANDS: [&[&str]; 21] = [
    &[],
    &["serve"],
    &["demo"],
    &["init"],
    &["import"],
    &["import", "people"],
    &["import", "facts"],
    &["evaluate"],
    &["export"],
    &["verify"],
    &["verify", "result"],
    &["verify", "audit"],
    &["scheme"],
    &["scheme", "check"],
    &["scheme", "print"],
    &["scheme", "diff"],
    &["score"],
    &["sandbox"],
    &["backup"],
    &["restore"],
    &["--data", "x", "serve"],
];

#[test]
fn every_command_explains_itself_in_chinese() {
    for command in COMMANDS {
        for flag in ["--help", "-h"] {
            let ended = lvzhi(&[command, &[flag]].concat());
            ended.expect(0, &["用法：lvzhi", "选项", "显示帮助"]);
            assert!(ended.err.is_empty(), "{command:?}: {}", ended.err);
            for english in
                ["Usage", "OPTIONS", "Options", "Commands", "Arguments", "default", "ossible", "Print"]
            {
                assert!(!ended.out.contains(english), "{command:?} says {english}:\n{}", ended.out);
            }
            for line in ended.out.lines().filter(|line| line.trim_start().starts_with("--")) {
                let explained = line.chars().any(|sign| ('\u{4e00}'..='\u{9fff}').contains(&sign));
                assert!(explained, "{command:?}: {line}");
            }
        }
    }
    assert_eq!(lvzhi(&["--version"]).out.trim(), format!("lvzhi {}", env!("CARGO_PKG_VERSION")));
}

#[test]
fn every_command_of_the_list_is_tested() {
    let listed = lvzhi(&["--help"]).out;
    let (_, list) = listed.split_once("命令:").unwrap();
    for line in list.lines().skip(1).take_while(|line| !line.is_empty()) {
        let name = line.split_whitespace().next().unwrap();
        assert!(COMMANDS.iter().any(|command| command.first() == Some(&name)), "{name}");
    }
}

#[test]
fn a_wrong_call_is_answered_with_a_sentence_and_code_2() {
    let calls: [(&[&str], &str); 10] = [
        (&[], "用法：lvzhi [选项] <命令>"),
        (&["verify"], "核验复算包或审计链"),
        (&["nosuch"], "没有“nosuch”这个命令。加 --help 看有哪些。"),
        (&["serve", "--listn", "x"], "没有“--listn”这个参数。加 --help 看用法。"),
        (&["init"], "还缺 --name <名称>。"),
        (&["backup"], "还缺 <文件>。"),
        (&["serve", "--listen", "here"], "--listen <地址> 的值“here”不对。"),
        (&["init", "--name", "a", "--level", "village"], "的值“village”不对。"),
        (
            &["import", "facts", "a.csv", "--as", "a", "--year", "二〇二六"],
            "--year <年份> 的值“二〇二六”不对。",
        ),
        (&["verify", "result", "a", "b"], "没有“b”这个参数。"),
    ];
    for (call, sentence) in calls {
        let ended = lvzhi(call);
        ended.expect(2, &[sentence]);
        assert!(ended.out.is_empty(), "{call:?}: {}", ended.out);
    }
}

#[test]
fn what_cannot_be_done_ends_with_code_1_and_names_the_file() {
    let folder = Folder::new();
    let missing = folder.path("没有.toml");
    lvzhi(&["scheme", "check", &missing]).expect(1, &["没有办成：读不了", "没有.toml"]);
    let wrong = folder.write("lvzhi.toml", "listne = 1\n");
    lvzhi(&["--config", &wrong, "verify", "audit"]).expect(1, &["没有办成：配置文件", "listne"]);
    lvzhi(&["--config", &missing, "verify", "audit"]).expect(1, &["读不了配置文件"]);
}
