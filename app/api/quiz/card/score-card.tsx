import type { SharedScore } from "@/lib/protocol/quiz";

type Words = { question: string; you: string; model: string; rating: string };

const NIGHT = "#10131c";
const PAPER = "#f6f3ec";
const OCHRE = "#e0a63c";
const PIGMENT = "#8fa2ff";
const FAINT = "#939ab0";

/** Drawn by satori: flex boxes and inline styles only. */
export function ScoreCard({ score, words }: { score: SharedScore; words: Words }) {
  return (
    <div style={{ display: "flex", flexDirection: "column", justifyContent: "space-between", width: "100%", height: "100%", padding: 72, background: NIGHT, color: PAPER, fontFamily: "Pretendard" }}>
      <div style={{ display: "flex", fontSize: 40, color: FAINT }}>{words.question}</div>
      <div style={{ display: "flex", alignItems: "baseline", gap: 28 }}>
        <span style={{ fontSize: 200, fontWeight: 700, lineHeight: 1 }}>{`${score.correct}/${score.rounds}`}</span>
        <span style={{ fontSize: 36, color: FAINT }}>{words.rating}</span>
      </div>
      <div style={{ display: "flex", flexDirection: "column", gap: 22 }}>
        <Bar name={words.you} found={score.correct} rounds={score.rounds} colour={OCHRE} />
        {score.modelCorrect === null ? null : <Bar name={words.model} found={score.modelCorrect} rounds={score.rounds} colour={PIGMENT} />}
      </div>
      <div style={{ display: "flex", fontSize: 30, color: FAINT }}>Atelier</div>
    </div>
  );
}

function Bar({ name, found, rounds, colour }: { name: string; found: number; rounds: number; colour: string }) {
  return (
    <div style={{ display: "flex", alignItems: "center", gap: 24, fontSize: 34 }}>
      <span style={{ display: "flex", width: 170 }}>{name}</span>
      <div style={{ display: "flex", width: 720, height: 30, background: "#272d3d" }}>
        <div style={{ display: "flex", width: Math.max(6, (720 * found) / rounds), height: 30, background: colour }} />
      </div>
      <span>{`${found}/${rounds}`}</span>
    </div>
  );
}
