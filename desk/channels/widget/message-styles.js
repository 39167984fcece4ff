/** The list of messages: four authors that cannot be taken for one another. */
export const messageCss = /* css */ `
.message {
  position: relative;
  display: flex;
  flex-direction: column;
  align-items: flex-start;
  margin-block-start: 3px;
  padding-inline: 40px 24px;
}

.message.first {
  margin-block-start: 18px;
}

.messages > :first-child {
  margin-block-start: 0;
}

.message.arriving,
.day.arriving {
  animation: arrive 200ms var(--ease);
}

@keyframes arrive {
  from {
    opacity: 0;
    transform: translateY(6px);
  }
}

.author {
  margin-block-end: 4px;
  padding-inline-start: 2px;
  color: var(--ink-soft);
  font-size: 12.5px;
}

.avatar {
  position: absolute;
  inset-block-start: 22px;
  inset-inline-start: 0;
  display: grid;
  place-items: center;
  width: 30px;
  height: 30px;
  border-radius: 10px;
  background: var(--accent-soft);
  color: var(--accent-text);
  font-size: 14px;
  font-weight: 650;
}

.avatar .icon {
  width: 18px;
  height: 18px;
}

.agent .avatar {
  border-radius: 50%;
  background: var(--agent-mark);
  color: var(--on-agent-mark);
}

.bubble {
  max-width: 100%;
  min-width: 0;
  padding: 9px 14px;
  border: 1px solid var(--line);
  border-radius: 18px;
  border-start-start-radius: 6px;
  border-end-start-radius: 6px;
  background: var(--bot-bubble);
}

.first .bubble {
  border-start-start-radius: 18px;
}

.last .bubble {
  border-end-start-radius: 18px;
}

.agent .bubble {
  border-color: var(--agent-line);
  background: var(--agent-bubble);
}

.text {
  overflow-wrap: anywhere;
}

.text p,
.text li {
  unicode-bidi: plaintext;
  text-align: start;
}

.text .as-typed {
  white-space: pre-wrap;
}

.text > * + * {
  margin-block-start: 8px;
}

.text ul,
.text ol {
  padding-inline-start: 22px;
  list-style: disc;
}

.text ol {
  list-style: decimal;
}

.text li + li {
  margin-block-start: 3px;
}

.text li::marker {
  color: var(--ink-soft);
}

.text strong {
  font-weight: 650;
}

.customer {
  align-items: flex-end;
  padding-inline: 56px 0;
}

.customer .bubble {
  border-color: transparent;
  border-radius: 18px;
  border-start-end-radius: 6px;
  border-end-end-radius: 6px;
  background: var(--accent);
  color: var(--on-accent);
}

.customer.first .bubble {
  border-start-end-radius: 18px;
}

.customer.last .bubble {
  border-end-end-radius: 18px;
}

.customer .bubble a {
  color: inherit;
}

.customer .bubble :focus-visible {
  outline-color: currentColor;
}

.customer.is-waiting .bubble,
.customer.is-failed .bubble {
  border: 1px dashed var(--edge);
  background: var(--surface);
  color: var(--ink);
}

.system {
  align-items: center;
  margin-block: 16px 12px;
  padding-inline: 28px;
  color: var(--ink-soft);
  font-size: 13px;
  text-align: center;
}

.system .text p {
  text-align: center;
}

.citations {
  margin-block-start: 10px;
  padding-block-start: 9px;
  border-block-start: 1px solid var(--line);
  font-size: 13px;
}

.agent .citations {
  border-color: var(--agent-line);
}

.citations-head {
  color: var(--ink-soft);
}

.citations ul {
  list-style: none;
}

.citations a {
  display: flex;
  align-items: center;
  gap: 7px;
  min-height: 44px;
  margin-inline: -8px;
  padding: 4px 8px;
  border-radius: 10px;
  font-weight: 550;
  line-height: 1.35;
  text-decoration-thickness: 1px;
}

.citations a:hover {
  background: var(--hover);
}

.citations .icon {
  width: 18px;
  height: 18px;
}

.citation-title {
  min-width: 0;
  overflow-wrap: anywhere;
}

.citations ul:last-child {
  margin-block: 2px -5px;
}

.foot {
  margin-block-start: 4px;
  padding-inline: 4px;
  color: var(--ink-soft);
  font-size: 12px;
}

/* A message that goes out at once says nothing about it. */
.foot.slow {
  animation: late 600ms step-end;
}

@keyframes late {
  from {
    visibility: hidden;
  }
}

.foot.failure {
  color: var(--danger);
  text-align: end;
}

.foot-actions {
  display: flex;
  justify-content: flex-end;
  gap: 4px;
}

.foot-button {
  min-width: 44px;
  min-height: 44px;
  padding: 4px 10px;
  border-radius: 10px;
  color: var(--accent-text);
  font-size: 13.5px;
  font-weight: 600;
  text-decoration: underline;
  text-underline-offset: 3px;
}

.foot-button:hover {
  background: var(--hover);
}

@media (forced-colors: active) {
  .customer .bubble {
    border: 2px solid CanvasText;
  }
}
`;
