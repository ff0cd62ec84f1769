// Shows what the site sends while no page is open, and opens it when it is pressed. The browser runs this, not a page.

self.addEventListener("push", (event) => {
  const { title, lang, address } = event.data.json();
  // What is about the same thing takes the place of what was shown before.
  event.waitUntil(self.registration.showNotification(title, { lang, tag: address, data: { address } }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(event.notification.data.address));
});
