using System.Text.Json.Serialization;

namespace Infra.Specification.Clusters;

/// <summary>What a stack file can set for an add-on: the members of the derived record, which is next to the add-on itself.</summary>
public abstract record AddOnSettings
{
    /// <summary>Whether it is installed; a stack file may also remove it with <c>null</c>.</summary>
    /// <value>true</value>
    public bool Enabled { get; init; } = true;

    /// <summary>Names of the secret configuration keys that it refers to, by member of the cluster; null if it names none.</summary>
    [JsonIgnore]
    public virtual IEnumerable<(string Member, string? Name)> NamedSecrets => [];

    /// <summary>Whether it reads the cluster's store of secrets, so that the cluster needs a way there.</summary>
    [JsonIgnore]
    public virtual bool ReadsSecrets => false;

    /// <summary>What of the cloud it asks how much waits there, in the form that the cloud gives its names; empty: what the cloud allows by
    /// default. Null if it asks nothing, so that the cluster needs no way there.</summary>
    [JsonIgnore]
    public virtual IEnumerable<string>? ReadsQueues => null;

    /// <summary>Whether it keeps the logs of its cluster.</summary>
    [JsonIgnore]
    public virtual bool KeepsLogs => false;

    /// <summary>Whether pods get GPUs from it by claims, and no device plugin may advertise them.</summary>
    [JsonIgnore]
    public virtual bool ClaimsGpus => false;
}
