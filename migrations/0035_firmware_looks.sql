-- Verdicts that may be looked at every day; and who stopped a campaign, and why.
set local lock_timeout = '5s';

alter table firmware_rollout
	add column compared_share float8 not null default 0,
	add column terminals_missing int,
	add column worse_since timestamptz;
alter table firmware_rollout alter column compared_share drop default;
comment on column firmware_rollout.compared_share is 'How much of the days after the update that will be compared has passed; intervals are as wide as that asks for.';
comment on column firmware_rollout.terminals_missing is 'How many more would have to be updated, where the days to come will not decide it.';
comment on column firmware_rollout.worse_since is 'When it was first judged worse; null while it is not.';

create table firmware_campaign_decision (
	decision_id bigint generated always as identity primary key,
	campaign_code text not null,
	decision text not null check (decision in ('paused', 'resumed')),
	reason text not null check (reason <> ''),
	decided_at timestamptz not null,
	decided_by text not null
);
comment on table firmware_campaign_decision is 'What people decided about campaigns. The vendor''s tool is told by them: what it says itself stands in firmware_campaign_terminal.';
create index firmware_campaign_decision_campaign_idx on firmware_campaign_decision (campaign_code, decision_id desc);
