/** The list around the messages: days, who is typing, what can be answered, the way to its end. */
export const logCss = /* css */ `
.log {
  position: relative;
  display: flex;
  flex: 1;
  min-height: 0;
  background: var(--ground);
}

.scroller {
  display: flex;
  flex: 1;
  flex-direction: column;
  min-width: 0;
  padding: 18px 16px 14px;
  overflow-y: auto;
  overscroll-behavior: contain;
  scrollbar-width: thin;
  scrollbar-color: var(--edge) transparent;
}

.scroller:focus-visible {
  outline-offset: -3px;
}

.messages {
  display: flex;
  flex-direction: column;
  list-style: none;
}

.day {
  display: flex;
  align-items: center;
  gap: 12px;
  margin-block: 20px 2px;
  color: var(--ink-soft);
  font-size: 12px;
}

.day::before,
.day::after {
  content: '';
  flex: 1;
  height: 1px;
  background: var(--line);
}

.typing {
  padding: 14px 0 2px 40px;
  padding-inline: 40px 0;
}

.dots {
  display: inline-flex;
  gap: 5px;
  padding: 14px 15px;
  border: 1px solid var(--line);
  border-radius: 18px;
  background: var(--bot-bubble);
}

.agent .dots {
  border-color: var(--agent-line);
  background: var(--agent-bubble);
}

.dots i {
  width: 7px;
  height: 7px;
  border-radius: 50%;
  background: var(--ink-soft);
  animation: breathe 1.3s infinite ease-in-out;
}

.dots i:nth-child(2) {
  animation-delay: 160ms;
}

.dots i:nth-child(3) {
  animation-delay: 320ms;
}

@keyframes breathe {
  0%,
  60%,
  100% {
    opacity: 0.35;
  }

  30% {
    opacity: 1;
    transform: translateY(-2px);
  }
}

.jump {
  position: absolute;
  inset-block-end: 12px;
  inset-inline-start: 50%;
  display: flex;
  align-items: center;
  gap: 6px;
  min-height: 44px;
  padding: 6px 18px 6px 12px;
  border: 1px solid var(--line);
  border-radius: 22px;
  background: var(--surface);
  box-shadow: var(--shadow);
  color: var(--accent-text);
  font-size: 14px;
  font-weight: 600;
  transform: translateX(-50%);
}

.jump .icon {
  width: 20px;
  height: 20px;
}

.chips {
  display: flex;
  flex-wrap: wrap;
  gap: 8px;
  margin-block-start: 10px;
}

.suggestions {
  margin-block-start: 14px;
  padding-inline-start: 40px;
}

.suggestions .chips {
  margin: 0;
}

.chip {
  min-height: 44px;
  max-width: 100%;
  padding: 8px 16px;
  border: 1px solid var(--accent-text);
  border-radius: 22px;
  background: var(--surface);
  color: var(--accent-text);
  font-size: 14.5px;
  font-weight: 550;
  line-height: 1.3;
  text-align: start;
  overflow-wrap: anywhere;
  transition: background 140ms;
}

.chip:hover {
  background: var(--accent-soft);
}

@media (forced-colors: active) {
  .dots i,
  .day::before,
  .day::after {
    background: CanvasText;
  }
}
`;
