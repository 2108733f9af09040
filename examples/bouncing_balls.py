# A canvas and a callback for each frame: krait.web is the browser's own interface, with its types.
import random
from krait.web import document, requestAnimationFrame, window

WIDTH, HEIGHT = 420, 280


class Ball:
    def __init__(self, x, y):
        self.x = float(x)
        self.y = float(y)
        self.dx = random.uniform(-150, 150)
        self.dy = random.uniform(-150, 150)
        self.radius = random.uniform(6, 18)
        self.color = f"hsl({random.randrange(360)} 70% 50%)"

    def move(self, seconds):
        self.x += self.dx * seconds
        self.y += self.dy * seconds
        self.dy += 200 * seconds
        if self.x < self.radius or self.x > WIDTH - self.radius:
            self.dx = -self.dx
            self.x = min(max(self.x, self.radius), WIDTH - self.radius)
        if self.y < self.radius or self.y > HEIGHT - self.radius:
            self.dy = -0.9 * self.dy
            self.y = min(max(self.y, self.radius), HEIGHT - self.radius)

    def draw(self, context):
        context.fillStyle = self.color
        context.beginPath()
        context.arc(self.x, self.y, self.radius, 0, 6.2832)
        context.fill()


canvas = document.createElement("canvas")
canvas.width = WIDTH
canvas.height = HEIGHT
canvas.style.background = "#10151f"
canvas.style.borderRadius = "8px"
context = canvas.getContext("2d")
hint = document.createElement("p")
hint.textContent = "Click into the picture for more balls."
page = document.querySelector("body")
page.append(canvas, hint)

balls = [Ball(WIDTH / 2, HEIGHT / 3) for _ in range(12)]
last = window.performance.now()


def clicked(event):
    for _ in range(5):
        balls.append(Ball(event.offsetX, event.offsetY))
    print(len(balls), "balls")


def frame(now):
    global last
    seconds = min((now - last) / 1000, 0.05)
    last = now
    context.clearRect(0, 0, WIDTH, HEIGHT)
    for ball in balls:
        ball.move(seconds)
        ball.draw(context)
    requestAnimationFrame(frame)


canvas.addEventListener("click", clicked)
requestAnimationFrame(frame)
print(len(balls), "balls")
