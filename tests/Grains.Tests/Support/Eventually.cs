namespace Txt2Image.Grains.Tests.Support;

/// <summary>Waits for what happens on another thread or silo; how long it takes decides nothing.</summary>
internal static class Eventually
{
    public static Task IsTrueAsync(Func<bool> condition) => IsTrueAsync(() => Task.FromResult(condition()));

    public static async Task IsTrueAsync(Func<Task<bool>> condition)
    {
        for (var left = 3000; !await condition(); left--)
        {
            Assert.True(left > 0, "what the test waits for has not happened in 30 s");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
