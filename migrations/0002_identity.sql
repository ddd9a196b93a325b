-- Who may come in. Schema auth is better-auth's, written as its compileMigrations() prints it: it reads and writes these
-- tables itself, hence the camelCase. What people and keys may see is ours.
set local lock_timeout = '5s';

create schema auth;

create table auth."user" (
	"id" uuid not null default gen_random_uuid() primary key,
	"name" text not null,
	"email" text not null unique,
	"emailVerified" boolean not null,
	"image" text,
	"createdAt" timestamptz not null default current_timestamp,
	"updatedAt" timestamptz not null default current_timestamp
);

create table auth."session" (
	"id" uuid not null default gen_random_uuid() primary key,
	"expiresAt" timestamptz not null,
	"token" text not null unique,
	"createdAt" timestamptz not null default current_timestamp,
	"updatedAt" timestamptz not null,
	"ipAddress" text,
	"userAgent" text,
	"userId" uuid not null references auth."user" ("id") on delete cascade
);
create index "session_userId_idx" on auth."session" ("userId");

create table auth."account" (
	"id" uuid not null default gen_random_uuid() primary key,
	"accountId" text not null,
	"providerId" text not null,
	"userId" uuid not null references auth."user" ("id") on delete cascade,
	"accessToken" text,
	"refreshToken" text,
	"idToken" text,
	"accessTokenExpiresAt" timestamptz,
	"refreshTokenExpiresAt" timestamptz,
	"scope" text,
	"password" text,
	"createdAt" timestamptz not null default current_timestamp,
	"updatedAt" timestamptz not null
);
create index "account_userId_idx" on auth."account" ("userId");

create table auth."verification" (
	"id" uuid not null default gen_random_uuid() primary key,
	"identifier" text not null,
	"value" text not null,
	"expiresAt" timestamptz not null,
	"createdAt" timestamptz not null default current_timestamp,
	"updatedAt" timestamptz not null default current_timestamp
);
create index "verification_identifier_idx" on auth."verification" ("identifier");

comment on schema auth is 'better-auth: people, their passwords (hashed) and their sessions. Written by that library and by people.repo.ts.';

create table membership (
	user_id uuid primary key references auth."user" ("id") on delete cascade,
	role text not null check (role in ('fleet_manager')),
	created_at timestamptz not null
);
comment on table membership is 'What a person may do. Somebody without a row can sign in nowhere: every request needs a role.';

create table api_key (
	api_key_id uuid primary key default gen_random_uuid(),
	name text not null check (length(name) between 1 and 100),
	prefix text not null,
	secret_sha256 bytea not null unique check (length(secret_sha256) = 32),
	scopes text[] not null check (cardinality(scopes) > 0 and scopes <@ array['ingest', 'read']),
	acquirer_id smallint,
	created_at timestamptz not null,
	expires_at timestamptz,
	revoked_at timestamptz,
	last_used_at timestamptz
);
comment on column api_key.prefix is 'The beginning of the key, shown so that people can tell keys apart.';
comment on column api_key.secret_sha256 is 'SHA-256 of the whole key; the key itself is shown once and kept nowhere. It is random, so a slow hash would add nothing.';
comment on column api_key.acquirer_id is 'The key sends and reads for this acquirer only; null = the whole fleet.';
comment on column api_key.last_used_at is 'Written at most once a minute.';
