-- What a person looks at often, under a name: the page and its query, as they stand in the address.
set local lock_timeout = '5s';

create table saved_view (
	saved_view_id uuid primary key default gen_random_uuid(),
	user_id uuid not null references auth."user" ("id") on delete cascade,
	page text not null check (page ~ '^/' and length(page) <= 64),
	name text not null check (length(name) between 1 and 80),
	query text not null check (length(query) <= 8000),
	is_shared boolean not null,
	created_at timestamptz not null,
	changed_at timestamptz not null,
	unique (user_id, page, name)
);
comment on table saved_view is 'Changed by its owner only; shared ones are seen by everybody who may see the fleet.';
comment on column saved_view.query is 'Parameters of the page''s address without the question mark. What they may show is decided when the page asks, never here.';
create index saved_view_shared_idx on saved_view (page) where is_shared;
