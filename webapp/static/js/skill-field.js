// Suggests existing skills for the word after the last comma.

class SkillField extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    this.choices = document.createElement("datalist");
    this.choices.id = `${this.input.id}-choices`;
    this.append(this.choices);
    this.input.setAttribute("list", this.choices.id);
    this.input.addEventListener("input", () => this.propose());
    this.closest("form").addEventListener("click", (event) => this.choose(event.target.closest("[data-skill]")));
  }

  // Each skill that the words of the post name is a button, which adds or removes the skill.
  choose(button) {
    if (!button) return;
    const names = this.input.value.split(",").map((name) => name.trim()).filter(Boolean);
    const others = names.filter((name) => name !== button.dataset.skill);
    const isNew = others.length === names.length;
    button.ariaPressed = String(isNew);
    this.input.value = [...others, ...(isNew ? [button.dataset.skill] : [])].join(", ");
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  async propose() {
    const typed = this.input.value;
    const before = typed.slice(0, typed.lastIndexOf(",") + 1);
    const starts = typed.slice(before.length).trim();
    if (!starts) return;

    const response = await fetch(`${this.getAttribute("names")}?${new URLSearchParams({ starts })}`);
    if (!response.ok || typed !== this.input.value) return;
    const names = await response.json();
    // A choice replaces the whole value, so each choice repeats the text before the comma.
    this.choices.replaceChildren(...names.map((name) => new Option(`${before} ${name}`.trim())));
  }
}

customElements.define("skill-field", SkillField);
