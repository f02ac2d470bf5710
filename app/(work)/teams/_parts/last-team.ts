/** Holds the slug of the team a person was in last on this device. */
export const LAST_TEAM_COOKIE = "atelier-team";
