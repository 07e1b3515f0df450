using System.Diagnostics;

namespace Txt2Image.Clip.Tests.Support;

/// <summary>This test program, started again as a process of its own: for what depends on what a process did before.</summary>
internal static class OwnProcess
{
    /// <summary>Runs a task and returns what it printed.</summary>
    /// <param name="variable">The environment variable by which a module initializer recognizes its task.</param>
    /// <param name="task">The variable's value.</param>
    public static string Run(string variable, string task)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
            { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet")
        {
            start.ArgumentList.Add(typeof(OwnProcess).Assembly.Location);
        }

        start.Environment[variable] = task;
        using var child = Process.Start(start)!;
        var errors = child.StandardError.ReadToEndAsync();
        var output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        Assert.True(child.ExitCode == 0, $"{output}\n{errors.Result}");
        return output;
    }
}
