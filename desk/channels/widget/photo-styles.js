/** Photos: the button beside the field, the one to be sent, and those in the conversation. */
export const photoCss = /* css */ `
.attach {
  border-radius: 50%;
}

.attach .icon {
  width: 21px;
  height: 21px;
}

.attach + .field {
  padding-inline-start: 2px;
}

.attached {
  display: flex;
  align-items: center;
  gap: 10px;
  margin-block-end: 8px;
  padding: 6px 4px 6px 8px;
  border: 1px solid var(--line);
  border-radius: 14px;
}

.thumbnail {
  flex: none;
  border-radius: 8px;
}

.attached-name {
  flex: 1;
  min-width: 0;
  color: var(--ink-soft);
  font-size: 13px;
}

.attached-remove {
  transition: none;
}

.attached-problem {
  margin-block-end: 8px;
  padding-inline: 14px;
  color: var(--danger);
  font-size: 13px;
}

.bubble.with-photo {
  padding: 4px;
}

.with-photo .text {
  padding: 6px 10px 4px;
}

.photo {
  display: block;
  max-width: 100%;
  border-radius: 14px;
  background: var(--hover);
}

.photo-missing {
  display: flex;
  align-items: center;
  gap: 8px;
  padding: 8px 10px;
}
`;
