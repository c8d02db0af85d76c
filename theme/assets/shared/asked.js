/** What a button needs is fetched when it is pressed: without it the button says so, and can be pressed again. */
export async function asked(node, text, act) {
  try {
    await act();
    node.textContent = text;
  } catch {
    node.textContent = `${text}：没有取到，请刷新页面再试`;
  }
}
