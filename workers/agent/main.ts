// The agent proper is being written; see workers/agent/.
setInterval(() => undefined, 1 << 30);
