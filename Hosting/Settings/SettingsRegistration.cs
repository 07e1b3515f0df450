using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Txt2Image.Hosting.Settings;

internal static class SettingsRegistration
{
    /// <summary>
    /// Adds options that are bound to a section and validated at start. Also returns them now, because what is registered depends on them.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The entire configuration.</param>
    /// <param name="section">The section's path.</param>
    /// <param name="rules">Each returns the faults of the options, as sentences that name the setting and contain no secret.</param>
    /// <exception cref="OptionsValidationException">The section has faults; all of them are listed.</exception>
    public static T AddSettings<T>(
        this IServiceCollection services, IConfiguration configuration, string section, params IEnumerable<Func<T, IEnumerable<string>>> rules)
        where T : class, new()
    {
        var binder = new SettingsBinder<T>(configuration.GetSection(section));
        var validator = new RuleValidator<T>([_ => binder.Faults(), .. rules]);
        services.AddOptions<T>().Configure(binder.Bind).ValidateOnStart();
        services.AddSingleton<IValidateOptions<T>>(validator);
        return new OptionsFactory<T>([new ConfigureOptions<T>(binder.Bind)], [], [validator]).Create(Options.DefaultName);
    }

    /// <summary>Reports the faults of all rules at once.</summary>
    private sealed class RuleValidator<T>(IReadOnlyList<Func<T, IEnumerable<string>>> rules) : IValidateOptions<T>
        where T : class
    {
        public ValidateOptionsResult Validate(string? name, T options) =>
            rules.SelectMany(rule => rule(options)).ToList() is { Count: > 0 } faults
                ? ValidateOptionsResult.Fail(faults)
                : ValidateOptionsResult.Success;
    }
}
