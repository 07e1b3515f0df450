using System.Net;

namespace Txt2Image.Client.Tests.Support;

/// <summary>Answers requests one after the other as a test specifies, and records them.</summary>
internal sealed class Answers(params Func<HttpResponseMessage>[] answers) : HttpMessageHandler
{
    public List<HttpRequestMessage> Requests { get; } = [];

    public static HttpResponseMessage Json(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body) };

    public Txt2ImageClient Client(RetryPolicy? retry = null) => new(new HttpClient(this) { BaseAddress = new Uri("http://a.example/p") }, retry);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        return Task.FromResult(answers[Math.Min(Requests.Count, answers.Length) - 1]());
    }
}
