using System.Diagnostics.CodeAnalysis;

namespace Txt2Image.Tests.Support;

/// <summary>Skips the running test from code that does not reference xunit.</summary>
public static class Skip
{
    /// <summary>Skips the test if a condition holds.</summary>
    /// <param name="condition">What keeps the test from running.</param>
    /// <param name="reason">What is missing and what is therefore not tested: it is printed.</param>
    public static void When([DoesNotReturnIf(true)] bool condition, string reason)
    {
        if (condition)
        {
            throw new SkippedTestException(reason);
        }
    }

    /// <summary>xunit v3 counts a test as skipped if the message of its exception begins with this marker, whatever the exception's type.</summary>
    private sealed class SkippedTestException(string reason) : Exception($"$XunitDynamicSkip${reason}");
}
