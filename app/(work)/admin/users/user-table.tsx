"use client";

import { useQuery } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import { Search } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useQueryState } from "nuqs";
import { useTRPC } from "@/app/_trpc/client";
import { Avatar } from "@/app/_ui/avatar";
import { Badge } from "@/app/_ui/badge";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Table, Td, Th, Tr } from "@/app/_ui/table";
import { TextField } from "@/app/_ui/text-field";
import type { AppRouter } from "@/server/routers/app-router";
import { UserActions } from "./user-actions";

export type ListedUser = inferRouterOutputs<AppRouter>["identity"]["users"][number];

/** Everyone with an account, found by typing. */
export function UserTable({ initial }: { initial: ListedUser[] }) {
  const t = useTranslations("admin.users");
  const trpc = useTRPC();
  const [typed, setTyped] = useQueryState("q", { defaultValue: "" });
  const { data: users } = useQuery({ ...trpc.identity.users.queryOptions(), initialData: initial });
  const wanted = typed.trim().toLowerCase();
  const shown = users.filter(
    (user) => user.name.toLowerCase().includes(wanted) || user.email.includes(wanted),
  );
  return (
    <div className="flex flex-col gap-4">
      <div className="max-w-sm">
        <TextField
          label={t("search")}
          hideLabel
          placeholder={t("search")}
          type="search"
          leading={<Search aria-hidden="true" />}
          value={typed}
          onChange={(event) => void setTyped(event.target.value)}
        />
      </div>
      {shown.length === 0 ? (
        <p className="text-sm text-ink-soft">{t("nobody", { typed })}</p>
      ) : (
        <Rows users={shown} />
      )}
    </div>
  );
}

function Rows({ users }: { users: ListedUser[] }) {
  const t = useTranslations("admin.users");
  const format = useFormatter();
  return (
    <Table aria-label={t("title")}>
      <thead>
        <Tr>
          <Th>{t("name")}</Th>
          <Th>{t("state")}</Th>
          <Th className="max-sm:hidden">{t("lastSeen")}</Th>
          <Th className="max-sm:hidden">{t("joined")}</Th>
          <Th />
        </Tr>
      </thead>
      <tbody>
        {users.map((user) => (
          <Tr key={user.id}>
            <Td>
              <div className="flex min-w-0 items-center gap-2.5">
                <Avatar name={user.name} />
                <div className="min-w-0">
                  <p className="font-medium">
                    {user.name}{" "}
                    {user.isMe && <span className="font-normal text-ink-faint">({t("you")})</span>}
                  </p>
                  <p className="text-xs break-all text-ink-soft">{user.email}</p>
                </div>
              </div>
            </Td>
            <Td>
              <UserState user={user} />
            </Td>
            <Td className="whitespace-nowrap text-ink-soft max-sm:hidden">
              {user.lastSeenAt ? <RelativeTime at={user.lastSeenAt} /> : t("never")}
            </Td>
            <Td className="whitespace-nowrap text-ink-soft max-sm:hidden">
              {format.dateTime(user.createdAt, "day")}
            </Td>
            <Td className="text-right">{!user.isMe && <UserActions user={user} />}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function UserState({ user }: { user: ListedUser }) {
  const t = useTranslations("admin.users");
  if (user.disabledAt) return <Badge tone="failed">{t("disabled")}</Badge>;
  return <Badge tone={user.isAdmin ? "attention" : "done"}>{user.isAdmin ? t("admin") : t("active")}</Badge>;
}
