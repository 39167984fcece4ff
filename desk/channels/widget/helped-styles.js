/** The quiet line under an answer. */
export const helpedCss = /* css */ `
.helped {
  display: flex;
  flex-wrap: wrap;
  column-gap: 8px;
  align-items: center;
  min-height: 44px;
  padding-inline: 44px 24px;
  color: var(--ink-soft);
  font-size: 13px;
}

.helped-question {
  display: flex;
  align-items: center;
}

.helped-question[hidden] {
  display: none;
}

.helped-status:focus {
  outline: none;
}

.helped .foot-button {
  font-size: 13px;
}
`;
