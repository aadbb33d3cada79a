namespace Infra.Planning.Values;

/// <summary>Placeholders in a plan for values that are unknown before a deployment.</summary>
public static class Placeholder
{
    /// <summary>The placeholder for every secret.</summary>
    public const string Secret = "[secret]";

    /// <summary>The placeholder for an output of a resource, for example <c>${frankfurt-cluster.endpoint}</c>.</summary>
    public static string Of(string resource, string property) => $"${{{resource}.{property}}}";

    /// <summary>Whether a text contains the placeholder of an output.</summary>
    public static bool IsIn(string text) => text.Contains("${", StringComparison.Ordinal);
}
