using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace Pulumi;

/// <summary>The settings of a stack, of one namespace of them.</summary>
public sealed class Config
{
    private const string Variable = "PULUMI_CONFIG";

    private readonly string _name;

    /// <param name="name">The namespace.</param>
    /// <value>The name of the project.</value>
    public Config(string? name = null)
    {
        name ??= Deployment.Instance.ProjectName;
        _name = name.EndsWith(":config", StringComparison.Ordinal) ? name[..^":config".Length] : name;
    }

    public string? Get(string key) => Deployment.Running.GetConfig(FullKey(key));

    public Output<string>? GetSecret(string key) => Get(key) is { } value ? Output.CreateSecret(value) : null;

    public bool? GetBoolean(string key) => Get(key) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        var value => throw new ConfigTypeException(FullKey(key), value, nameof(Boolean)),
    };

    public Output<bool>? GetSecretBoolean(string key) => Secret(GetBoolean(key));

    public int? GetInt32(string key) => Get(key) switch
    {
        null => null,
        var value when int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) => number,
        var value => throw new ConfigTypeException(FullKey(key), value, nameof(Int32)),
    };

    public Output<int>? GetSecretInt32(string key) => Secret(GetInt32(key));

    public double? GetDouble(string key) => Get(key) switch
    {
        null => null,
        var value when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        var value => throw new ConfigTypeException(FullKey(key), value, nameof(Double)),
    };

    public Output<double>? GetSecretDouble(string key) => Secret(GetDouble(key));

    [return: MaybeNull]
    public T GetObject<T>(string key, JsonSerializerOptions options) => Parse<T>(key, options);

    [return: MaybeNull]
    public T GetObject<T>(string key) => Parse<T>(key, options: null);

    public Output<T>? GetSecretObject<T>(string key, JsonSerializerOptions options) =>
        Get(key) is null || Parse<T>(key, options) is not { } value ? null : Output.CreateSecret(value);

    public Output<T>? GetSecretObject<T>(string key) => Get(key) is null ? null : Output.CreateSecret(Parse<T>(key, options: null)!);

    public string Require(string key) => Get(key) ?? throw Missing(key);

    public Output<string> RequireSecret(string key) => Output.CreateSecret(Require(key));

    public bool RequireBoolean(string key) => GetBoolean(key) ?? throw Missing(key);

    public Output<bool> RequireSecretBoolean(string key) => Output.CreateSecret(RequireBoolean(key));

    public int RequireInt32(string key) => GetInt32(key) ?? throw Missing(key);

    public Output<int> RequireSecretInt32(string key) => Output.CreateSecret(RequireInt32(key));

    public double RequireDouble(string key) => GetDouble(key) ?? throw Missing(key);

    public Output<double> RequireSecretDouble(string key) => Output.CreateSecret(RequireDouble(key));

    public T RequireObject<T>(string key, JsonSerializerOptions options) => RequireParsed<T>(key, options);

    public T RequireObject<T>(string key) => RequireParsed<T>(key, options: null);

    public Output<T> RequireSecretObject<T>(string key, JsonSerializerOptions options) =>
        Output.CreateSecret(RequireParsed<T>(key, options));

    public Output<T> RequireSecretObject<T>(string key) => Output.CreateSecret(RequireParsed<T>(key, options: null));

    /// <summary>All settings by their full names. Which of them are secret the environment says too, but no one here asks.</summary>
    internal static ImmutableDictionary<string, string> ReadEnvironment()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } json)
        {
            return ImmutableDictionary<string, string>.Empty;
        }

        using var document = JsonDocument.Parse(json);
        var settings = ImmutableDictionary.CreateBuilder<string, string>();
        foreach (var setting in document.RootElement.EnumerateObject())
        {
            settings[WithoutConfigSegment(setting.Name)] = setting.Value.ToString();
        }

        return settings.ToImmutable();
    }

    /// <summary>Keys were once written project:config:key.</summary>
    private static string WithoutConfigSegment(string key)
    {
        var colon = key.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && key.AsSpan(colon + 1).StartsWith("config:", StringComparison.Ordinal)
            ? key.Remove(colon + 1, "config:".Length)
            : key;
    }

    private static Output<T>? Secret<T>(T? value)
        where T : struct => value is { } given ? Output.CreateSecret(given) : null;

    private string FullKey(string key) => $"{_name}:{key}";

    private ConfigMissingException Missing(string key) => new(FullKey(key));

    private T RequireParsed<T>(string key, JsonSerializerOptions? options) =>
        Get(key) is null ? throw Missing(key) : Parse<T>(key, options)!;

    private T? Parse<T>(string key, JsonSerializerOptions? options)
    {
        var value = Get(key);
        try
        {
            return value is null ? default : JsonSerializer.Deserialize<T>(value, options);
        }
        catch (JsonException exception)
        {
            throw new ConfigTypeException(FullKey(key), value, typeof(T).FullName!, exception);
        }
    }

    private sealed class ConfigTypeException(string key, object? value, string expectedType, Exception? innerException = null)
        : RunException($"Configuration '{key}' value '{value}' is not a valid {expectedType}", innerException);

    private sealed class ConfigMissingException(string key) : RunException(
        $"Missing Required configuration variable '{key}'\n\tplease set a value using the command `pulumi config set {key} <value>`");
}
