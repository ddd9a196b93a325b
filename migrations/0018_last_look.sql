-- When each person last said "I have seen this": what the overview counts changes from.
set local lock_timeout = '5s';

create table last_look (
	user_id uuid primary key references auth."user" ("id") on delete cascade,
	looked_at timestamptz not null
);
comment on table last_look is 'Moved by the person only, never by opening the page: what happened overnight must not vanish at the first glance.';
