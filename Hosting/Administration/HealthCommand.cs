namespace Txt2Image.Hosting.Administration;

/// <summary><c>--health URL</c>: checks the health of a running process, for containers that contain no HTTP client.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static bool IsAskedFor(string[] args) => args is ["--health", _];

    /// <returns>0 if the address answers with success, otherwise 1.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter errors)
    {
        if (!Uri.TryCreate(args[1], UriKind.Absolute, out var url))
        {
            await errors.WriteLineAsync($"txt2image: '{args[1]}' is not a valid address. Use: --health http://localhost:9090{AdminPaths.Ready}");
            return 1;
        }

        try
        {
            using var http = new HttpClient { Timeout = Patience };
            using var response = await http.GetAsync(url);
            if (response.IsSuccessStatusCode)
            {
                return 0;
            }

            await errors.WriteLineAsync($"txt2image: {url} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or NotSupportedException)
        {
            await errors.WriteLineAsync($"txt2image: {url} does not answer: {exception.Message}");
        }

        return 1;
    }
}
