create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'table % is append-only', tg_table_name;
end $$
-- next
create table committee (
    id uuid not null,
    parent_id uuid,
    level text not null,
    name text not null,
    short_name text not null,
    region text not null,
    ordinal integer not null,
    created_at bigint not null,
    primary key (id),
    unique (name)
)
-- next
create index committee_parent on committee (parent_id)
-- next
create table account (
    id uuid not null,
    committee_id uuid not null,
    login text not null,
    name text not null,
    role text not null,
    member_id uuid,
    staff_id uuid,
    password_hash text not null,
    must_change_password boolean not null,
    totp_secret bytea,
    totp_last_step bigint,
    failed_logins integer not null,
    locked_until bigint,
    disabled_at bigint,
    created_at bigint not null,
    primary key (id),
    unique (login),
    foreign key (committee_id) references committee (id)
)
-- next
create index account_committee on account (committee_id, role)
-- next
create index account_member on account (committee_id, member_id)
-- next
create table session (
    token_digest text not null,
    account_id uuid not null,
    totp_passed boolean not null,
    created_at bigint not null,
    seen_at bigint not null,
    expires_at bigint not null,
    user_agent text not null,
    primary key (token_digest),
    foreign key (account_id) references account (id)
)
-- next
create index session_account on session (account_id)
-- next
create index session_expiry on session (expires_at)
-- next
create table login_attempt (
    id uuid not null,
    address text not null,
    login text not null,
    attempted_at bigint not null,
    primary key (id)
)
-- next
create index login_attempt_address on login_attempt (address, attempted_at)
-- next
create table audit_head (
    committee_id uuid not null,
    seq bigint not null,
    hash text not null,
    primary key (committee_id)
)
-- next
create table audit_event (
    committee_id uuid not null,
    seq bigint not null,
    occurred_at bigint not null,
    actor_id uuid,
    actor_name text not null,
    action text not null,
    subject text not null,
    detail text not null,
    previous_hash text not null,
    hash text not null,
    primary key (committee_id, seq)
)
-- next
create index audit_event_action on audit_event (committee_id, action, seq)
-- next
create trigger audit_event_no_update before update on audit_event for each row execute function refuse_change()
-- next
create trigger audit_event_no_delete before delete on audit_event for each row execute function refuse_change()
-- next
create trigger audit_event_no_truncate before truncate on audit_event for each statement execute function refuse_change()
-- next
create table job (
    committee_id uuid not null,
    id uuid not null,
    kind text not null,
    payload text not null,
    state text not null,
    title text not null,
    progress_done bigint not null,
    progress_total bigint not null,
    message text not null,
    result_path text,
    attempts integer not null,
    leased_until bigint,
    created_by uuid,
    created_at bigint not null,
    finished_at bigint,
    primary key (committee_id, id)
)
-- next
create index job_due on job (state, leased_until)
-- next
create table stored_file (
    committee_id uuid not null,
    id uuid not null,
    name text not null,
    media_type text not null,
    size bigint not null,
    digest text not null,
    bytes bytea not null,
    created_at bigint not null,
    primary key (committee_id, id)
)
-- next
create index stored_file_digest on stored_file (committee_id, digest)
-- next
create table term (
    committee_id uuid not null,
    id uuid not null,
    number integer not null,
    name text not null,
    starts_on date not null,
    ends_on date,
    primary key (committee_id, id),
    foreign key (committee_id) references committee (id)
)
-- next
create table sector (
    committee_id uuid not null,
    id uuid not null,
    name text not null,
    ordinal integer not null,
    primary key (committee_id, id),
    unique (committee_id, name)
)
-- next
create table special_committee (
    committee_id uuid not null,
    id uuid not null,
    name text not null,
    ordinal integer not null,
    primary key (committee_id, id),
    unique (committee_id, name)
)
-- next
create table division (
    committee_id uuid not null,
    id uuid not null,
    name text not null,
    ordinal integer not null,
    primary key (committee_id, id),
    unique (committee_id, name)
)
-- next
create table branch (
    committee_id uuid not null,
    id uuid not null,
    name text not null,
    ordinal integer not null,
    primary key (committee_id, id),
    unique (committee_id, name)
)
-- next
create table member (
    committee_id uuid not null,
    id uuid not null,
    term_id uuid not null,
    number text not null,
    name text not null,
    pinyin text not null,
    initials text not null,
    sex text not null,
    ethnicity text not null,
    born text not null,
    sector_id uuid not null,
    special_committee_id uuid,
    employer text not null,
    phone text not null,
    starts_on date not null,
    ends_on date,
    note text not null,
    created_at bigint not null,
    updated_at bigint not null,
    primary key (committee_id, id),
    unique (committee_id, term_id, number),
    foreign key (committee_id, term_id) references term (committee_id, id),
    foreign key (committee_id, sector_id) references sector (committee_id, id),
    foreign key (committee_id, special_committee_id) references special_committee (committee_id, id)
)
-- next
create index member_name on member (committee_id, name)
-- next
create index member_sector on member (committee_id, sector_id)
-- next
create index member_special_committee on member (committee_id, special_committee_id)
-- next
create table member_post (
    committee_id uuid not null,
    id uuid not null,
    member_id uuid not null,
    post text not null,
    title text not null,
    starts_on date,
    ends_on date,
    primary key (committee_id, id),
    foreign key (committee_id, member_id) references member (committee_id, id)
)
-- next
create index member_post_member on member_post (committee_id, member_id)
-- next
create table exemption (
    committee_id uuid not null,
    id uuid not null,
    member_id uuid not null,
    starts_on date not null,
    ends_on date,
    reason text not null,
    recorded_at bigint not null,
    primary key (committee_id, id),
    foreign key (committee_id, member_id) references member (committee_id, id)
)
-- next
create index exemption_member on exemption (committee_id, member_id)
-- next
create table staff (
    committee_id uuid not null,
    id uuid not null,
    number text not null,
    name text not null,
    pinyin text not null,
    initials text not null,
    sex text not null,
    division_id uuid,
    branch_id uuid,
    position text not null,
    grade text not null,
    phone text not null,
    retired boolean not null,
    created_at bigint not null,
    updated_at bigint not null,
    primary key (committee_id, id),
    unique (committee_id, number),
    foreign key (committee_id, division_id) references division (committee_id, id),
    foreign key (committee_id, branch_id) references branch (committee_id, id)
)
-- next
create index staff_name on staff (committee_id, name)
-- next
create table import_batch (
    committee_id uuid not null,
    id uuid not null,
    target text not null,
    file_id uuid not null,
    file_name text not null,
    state text not null,
    mapping text not null,
    options text not null,
    counts text not null,
    created_by uuid not null,
    created_by_name text not null,
    created_at bigint not null,
    confirmed_at bigint,
    undone_at bigint,
    primary key (committee_id, id),
    foreign key (committee_id, file_id) references stored_file (committee_id, id)
)
-- next
create index import_batch_created on import_batch (committee_id, created_at)
-- next
create table import_row (
    committee_id uuid not null,
    batch_id uuid not null,
    ordinal integer not null,
    sheet text not null,
    row_number integer not null,
    state text not null,
    cells text not null,
    problems text not null,
    changes text not null,
    record text not null,
    primary key (committee_id, batch_id, ordinal),
    foreign key (committee_id, batch_id) references import_batch (committee_id, id)
)
-- next
create index import_row_state on import_row (committee_id, batch_id, state, ordinal)
-- next
create table column_mapping (
    committee_id uuid not null,
    target text not null,
    signature text not null,
    mapping text not null,
    used_at bigint not null,
    primary key (committee_id, target, signature)
)
-- next
create table batch_reversal (
    committee_id uuid not null,
    batch_id uuid not null,
    reversed_by uuid not null,
    reversed_at bigint not null,
    reason text not null,
    primary key (committee_id, batch_id),
    foreign key (committee_id, batch_id) references import_batch (committee_id, id)
)
-- next
create trigger batch_reversal_no_update before update on batch_reversal for each row execute function refuse_change()
-- next
create trigger batch_reversal_no_delete before delete on batch_reversal for each row execute function refuse_change()
-- next
create trigger batch_reversal_no_truncate before truncate on batch_reversal for each statement execute function refuse_change()
-- next
create table fact (
    committee_id uuid not null,
    id uuid not null,
    kind text not null,
    member_id uuid not null,
    occurred_on date not null,
    quantity bigint not null,
    attributes text not null,
    piece text,
    stage text,
    role text,
    signers integer,
    document text not null,
    recorder text not null,
    batch_id uuid,
    batch_ordinal integer,
    recorded_by uuid not null,
    recorded_by_name text not null,
    recorded_at bigint not null,
    confirmed_by text not null,
    replaces_id uuid,
    void boolean not null,
    reason text not null,
    primary key (committee_id, id),
    foreign key (committee_id, member_id) references member (committee_id, id),
    foreign key (committee_id, batch_id) references import_batch (committee_id, id),
    foreign key (committee_id, replaces_id) references fact (committee_id, id)
)
-- next
create index fact_member on fact (committee_id, member_id, occurred_on)
-- next
create index fact_waiting on fact
        (committee_id, confirmed_by, occurred_on, id, kind, member_id, batch_id, void) where confirmed_by = ''
-- next
create unique index fact_replaces on fact (committee_id, replaces_id) where replaces_id is not null
-- next
create index fact_listed on fact
        (committee_id, occurred_on, id, kind, member_id, batch_id, void, confirmed_by)
-- next
create index fact_batch on fact (committee_id, batch_id)
-- next
create index fact_piece on fact (committee_id, kind, piece)
-- next
create trigger fact_no_update before update on fact for each row execute function refuse_change()
-- next
create trigger fact_no_delete before delete on fact for each row execute function refuse_change()
-- next
create trigger fact_no_truncate before truncate on fact for each statement execute function refuse_change()
-- next
create table fact_confirmation (
    committee_id uuid not null,
    fact_id uuid not null,
    confirmed_by uuid not null,
    confirmed_by_name text not null,
    confirmed_at bigint not null,
    primary key (committee_id, fact_id),
    foreign key (committee_id, fact_id) references fact (committee_id, id)
)
-- next
create trigger fact_confirmation_no_update before update on fact_confirmation for each row execute function refuse_change()
-- next
create trigger fact_confirmation_no_delete before delete on fact_confirmation for each row execute function refuse_change()
-- next
create trigger fact_confirmation_no_truncate before truncate on fact_confirmation for each statement execute function refuse_change()
-- next
create table scheme (
    committee_id uuid not null,
    id uuid not null,
    family text not null,
    version text not null,
    title text not null,
    body text not null,
    catalogue text not null,
    digest text not null,
    adopted_by uuid not null,
    adopted_by_name text not null,
    adopted_at bigint not null,
    primary key (committee_id, id),
    unique (committee_id, family, version)
)
-- next
create trigger scheme_no_update before update on scheme for each row execute function refuse_change()
-- next
create trigger scheme_no_delete before delete on scheme for each row execute function refuse_change()
-- next
create trigger scheme_no_truncate before truncate on scheme for each statement execute function refuse_change()
-- next
create table scheme_retirement (
    committee_id uuid not null,
    scheme_id uuid not null,
    seq integer not null,
    retired boolean not null,
    reason text not null,
    retired_by uuid not null,
    retired_by_name text not null,
    retired_at bigint not null,
    primary key (committee_id, scheme_id, seq),
    foreign key (committee_id, scheme_id) references scheme (committee_id, id)
)
-- next
create trigger scheme_retirement_no_update before update on scheme_retirement for each row execute function refuse_change()
-- next
create trigger scheme_retirement_no_delete before delete on scheme_retirement for each row execute function refuse_change()
-- next
create trigger scheme_retirement_no_truncate before truncate on scheme_retirement for each statement execute function refuse_change()
-- next
create table scheme_draft (
    committee_id uuid not null,
    id uuid not null,
    family text not null,
    version text not null,
    title text not null,
    body text not null,
    original text not null,
    based_on text not null,
    state text not null,
    revision integer not null,
    note text not null,
    reason text not null,
    drafted_by uuid not null,
    drafted_by_name text not null,
    drafted_at bigint not null,
    changed_at bigint not null,
    submitted_at bigint,
    reviewed_by uuid,
    reviewed_by_name text not null,
    reviewed_at bigint,
    scheme_id uuid,
    primary key (committee_id, id),
    foreign key (committee_id, scheme_id) references scheme (committee_id, id),
    check (state <> 'adopted' or (reviewed_by is not null and reviewed_by <> drafted_by))
)
-- next
create table cycle (
    committee_id uuid not null,
    id uuid not null,
    scheme_id uuid not null,
    name text not null,
    label text not null,
    starts_on date not null,
    ends_on date not null,
    step text not null,
    announce_from date,
    announce_to date,
    current_run_id uuid,
    published_run_id uuid,
    created_at bigint not null,
    primary key (committee_id, id),
    foreign key (committee_id, scheme_id) references scheme (committee_id, id),
    unique (committee_id, scheme_id, label)
)
-- next
create table cycle_step (
    committee_id uuid not null,
    cycle_id uuid not null,
    seq integer not null,
    step text not null,
    reason text not null,
    moved_by uuid,
    moved_by_name text not null,
    moved_at bigint not null,
    primary key (committee_id, cycle_id, seq),
    foreign key (committee_id, cycle_id) references cycle (committee_id, id)
)
-- next
create trigger cycle_step_no_update before update on cycle_step for each row execute function refuse_change()
-- next
create trigger cycle_step_no_delete before delete on cycle_step for each row execute function refuse_change()
-- next
create trigger cycle_step_no_truncate before truncate on cycle_step for each statement execute function refuse_change()
-- next
create table snapshot (
    committee_id uuid not null,
    id uuid not null,
    cycle_id uuid not null,
    digest text not null,
    subjects integer not null,
    facts integer not null,
    body bytea not null,
    frozen_by_name text not null,
    frozen_at bigint not null,
    primary key (committee_id, id),
    foreign key (committee_id, cycle_id) references cycle (committee_id, id)
)
-- next
create index snapshot_cycle on snapshot (committee_id, cycle_id)
-- next
create trigger snapshot_no_update before update on snapshot for each row execute function refuse_change()
-- next
create trigger snapshot_no_delete before delete on snapshot for each row execute function refuse_change()
-- next
create trigger snapshot_no_truncate before truncate on snapshot for each statement execute function refuse_change()
-- next
create table run (
    committee_id uuid not null,
    id uuid not null,
    cycle_id uuid not null,
    snapshot_id uuid not null,
    parent_id uuid,
    ordinal integer not null,
    reason text not null,
    engine text not null,
    scheme_digest text not null,
    input_digest text not null,
    result_digest text not null,
    ranked integer not null,
    exempt integer not null,
    summary text not null,
    differences text not null,
    body bytea not null,
    computed_by_name text not null,
    computed_at bigint not null,
    primary key (committee_id, id),
    foreign key (committee_id, cycle_id) references cycle (committee_id, id),
    foreign key (committee_id, snapshot_id) references snapshot (committee_id, id),
    unique (committee_id, cycle_id, ordinal)
)
-- next
create trigger run_no_update before update on run for each row execute function refuse_change()
-- next
create trigger run_no_delete before delete on run for each row execute function refuse_change()
-- next
create trigger run_no_truncate before truncate on run for each statement execute function refuse_change()
-- next
create table run_assessment (
    committee_id uuid not null,
    run_id uuid not null,
    member_id uuid not null,
    name text not null,
    sector text not null,
    special_committee text not null,
    standing boolean not null,
    state text not null,
    exempt_reason text not null,
    total bigint not null,
    max bigint not null,
    grade text,
    place integer,
    place_in_sector integer,
    place_in_special_committee integer,
    previous_place integer,
    group_points text not null,
    detail bytea not null,
    primary key (committee_id, run_id, member_id),
    foreign key (committee_id, run_id) references run (committee_id, id),
    foreign key (committee_id, member_id) references member (committee_id, id)
)
-- next
create index run_assessment_place on run_assessment (committee_id, run_id, state, place)
-- next
create index run_assessment_member on run_assessment (committee_id, member_id)
-- next
create trigger run_assessment_no_update before update on run_assessment for each row execute function refuse_change()
-- next
create trigger run_assessment_no_delete before delete on run_assessment for each row execute function refuse_change()
-- next
create trigger run_assessment_no_truncate before truncate on run_assessment for each statement execute function refuse_change()
-- next
create table outcome (
    committee_id uuid not null,
    run_id uuid not null,
    rule text not null,
    member_id uuid not null,
    action text not null,
    label text not null,
    reason text not null,
    due_on date,
    primary key (committee_id, run_id, rule, member_id),
    foreign key (committee_id, run_id) references run (committee_id, id)
)
-- next
create trigger outcome_no_update before update on outcome for each row execute function refuse_change()
-- next
create trigger outcome_no_delete before delete on outcome for each row execute function refuse_change()
-- next
create trigger outcome_no_truncate before truncate on outcome for each statement execute function refuse_change()
