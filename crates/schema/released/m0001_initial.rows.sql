-- A few rows as a program of this version wrote them. UUID(…) stands for a literal of that type; :hash for the hash of the
-- password of the test.
insert into committee (id, parent_id, level, name, short_name, region, ordinal, created_at)
values (UUID(018f0000000070008000000000000001), null, 'province', '云岭省政协', '云岭省政协', '云岭省', 1, 1750000000000)
-- next
insert into term (committee_id, id, number, name, starts_on, ends_on)
values (UUID(018f0000000070008000000000000001), UUID(018f0000000070008000000000000002), 13, '十三届', '2023-01-10', null)
-- next
insert into sector (committee_id, id, name, ordinal)
values (UUID(018f0000000070008000000000000001), UUID(018f0000000070008000000000000003), '环境资源界', 1)
-- next
insert into member (committee_id, id, term_id, number, name, pinyin, initials, sex, ethnicity, born, sector_id,
    special_committee_id, employer, phone, starts_on, ends_on, note, created_at, updated_at)
values (UUID(018f0000000070008000000000000001), UUID(018f0000000070008000000000000004),
    UUID(018f0000000070008000000000000002), '13001', '陆景和', 'lujinghe', 'ljh', '男', '汉族', '1975-04',
    UUID(018f0000000070008000000000000003), null, '云岭省生态监测中心', '', '2023-01-10', null, '', 1750000000000,
    1750000000000)
-- next
insert into account (id, committee_id, login, name, role, member_id, staff_id, password_hash, must_change_password,
    totp_secret, totp_last_step, failed_logins, locked_until, disabled_at, created_at)
values (UUID(018f0000000070008000000000000005), UUID(018f0000000070008000000000000001), 'clerk', '何以宁',
    'committee_clerk', null, null, ':hash', false, null, null, 0, null, null, 1750000000000)
-- next
insert into fact (committee_id, id, kind, member_id, occurred_on, quantity, attributes, piece, stage, role, signers,
    document, recorder, batch_id, batch_ordinal, recorded_by, recorded_by_name, recorded_at, confirmed_by, replaces_id,
    void, reason)
values (UUID(018f0000000070008000000000000001), UUID(018f0000000070008000000000000006), 'speech',
    UUID(018f0000000070008000000000000004), '2026-06-16', 10000, '{"occasion":"standing","title":"水价形成机制"}', null, null,
    null, null, '常委会会议记录', '研究室', null, null, UUID(018f0000000070008000000000000005), '何以宁', 1750000000000,
    '何以宁', null, false, '')
