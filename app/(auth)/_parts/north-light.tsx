/**
 * The studio these pages belong to: a tall window, and its light lying on the floor. Decorative; drawn in the
 * palette's own names, so that paper is day and night is night.
 */
export function NorthLight() {
  return (
    <div aria-hidden="true" className="relative hidden overflow-hidden bg-sunk lg:block">
      <svg
        aria-hidden="true"
        viewBox="0 0 700 900"
        preserveAspectRatio="xMidYMid slice"
        className="absolute inset-0 size-full"
      >
        <path d="M0 690h700v210H0z" className="fill-ink/5" />
        <path d="M0 690h700" className="stroke-line-strong/50" />
        <path d="M150 130h400v420H150z" className="fill-pigment" />
        <path d="M150 550 550 130v420z" className="fill-pigment-strong/60" />
        <path
          d="M150 130h400v420H150zM283.300 130v420M416.700 130v420M150 270h400M150 410h400"
          fill="none"
          strokeWidth="7"
          className="stroke-raised"
        />
        <path d="M132 550h436v16H132z" className="fill-raised" />
        <path d="M132 566h436" className="stroke-line-strong/60" />
        <g className="fill-pigment/20 dark:fill-pigment/25">
          <path d="m232 720 110 0-16 48H204z" />
          <path d="m356 720 110 0 6 48H344z" />
          <path d="m480 720 110 0 28 48H488z" />
          <path d="m198 780 124 0-20 70H158z" />
          <path d="m340 780 134 0 9 70H322z" />
          <path d="m490 780 136 0 40 70H500z" />
        </g>
        <g fill="none" strokeWidth="3" strokeLinecap="round" strokeLinejoin="round" className="stroke-ink">
          <path d="M562 392 500 770M602 392l48 378M582 428v-72M556 400h52" />
          <path d="M508 656h140" strokeWidth="7" />
          <path d="M512 428h132v212H512z" className="fill-raised" />
        </g>
        <path d="M530 590c18-52 40-70 54-44 12-40 34-62 44-78v138H530z" className="fill-ochre" />
        <circle cx="556" cy="478" r="17" className="fill-vermilion" />
      </svg>
    </div>
  );
}
