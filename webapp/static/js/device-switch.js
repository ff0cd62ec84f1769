// Lets this browser show notifications while no page is open. Where browsers can't, nothing is offered.

class DeviceSwitch extends HTMLElement {
  async connectedCallback() {
    if (!["serviceWorker" in navigator, "PushManager" in window, "Notification" in window].every(Boolean)) return;
    this.hidden = false;
    const registration = await navigator.serviceWorker.getRegistration();
    const isOn = "isOn" in this.dataset && (await registration?.pushManager.getSubscription());
    const button = this.querySelector("[data-switch]");
    button.hidden = Boolean(isOn);
    button.addEventListener("click", () => this.switchOn());
  }

  async switchOn() {
    if ((await Notification.requestPermission()) !== "granted") return this.say("denied");
    try {
      this.send((await this.subscription()).toJSON());
    } catch {
      this.say("failed");
    }
  }

  async subscription() {
    await navigator.serviceWorker.register(this.dataset.script);
    const { pushManager } = await navigator.serviceWorker.ready;
    // An earlier one may be for another key of the site.
    await (await pushManager.getSubscription())?.unsubscribe();
    return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: this.dataset.key });
  }

  send({ endpoint, keys }) {
    const form = this.querySelector("[data-new] form");
    Object.assign(form.elements.endpoint, { value: endpoint });
    Object.assign(form.elements.key, { value: keys.p256dh });
    Object.assign(form.elements.secret, { value: keys.auth });
    form.submit();
  }

  say(what) {
    this.querySelector("[role=status]").textContent = this.dataset[what];
  }
}

customElements.define("device-switch", DeviceSwitch);
