using Txt2Image.Storage.Tests.Support;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Storage.Tests.Scanning;

/// <summary>A payload at which a filter waits until the gate is open.</summary>
internal sealed class ScanGate
{
    public static readonly Filter Filter = new Filter.Exists("a");

    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ScanGate()
    {
        // Workers do not run in the test's context.
        var cancellationToken = TestContext.Current.CancellationToken;
        Payload = Samples.Payload("n") with
        {
            Fields = new FieldsThatAct(() =>
            {
                _reached.TrySetResult();
                _open.Task.Wait(cancellationToken);
            }),
        };
    }

    public Payload Payload { get; }

    public Task Reached => _reached.Task;

    public void Open() => _open.TrySetResult();
}

/// <summary>Fields that do something before they are read.</summary>
internal sealed class FieldsThatAct(Action read) : Dictionary<string, FieldValue>(StringComparer.Ordinal), IReadOnlyDictionary<string, FieldValue>
{
    bool IReadOnlyDictionary<string, FieldValue>.TryGetValue(string key, out FieldValue value)
    {
        read();
        value = new FieldValue.Truth(true);
        return true;
    }
}
