using Infra.Facts.Aks;

namespace Infra.Tests.Facts.Aks;

public class AksNetworkPlanTests
{
    [Theory]
    [InlineData("10.20.0.0/16", "10.20.0.0/17", "10.20.128.0/18", "10.20.192.0/19", "10.20.224.0/28")]
    [InlineData("10.20.32.0/20", "10.20.32.0/21", "10.20.40.0/22", "10.20.44.0/23", "10.20.46.0/28")]
    [InlineData("192.168.7.0/24", "192.168.7.0/25", "192.168.7.128/26", "192.168.7.192/27", "192.168.7.224/28")]
    public void Divides_a_network_into_nodes_parallel_file_system_endpoints_and_api_server(
        string cidr, string nodes, string parallel, string endpoints, string apiServer) =>
        Assert.Equal(new AksNetworkPlan(nodes, parallel, endpoints, apiServer), AksNetworkPlan.Of(cidr));

    [Theory]
    [InlineData("172.20.0.0/16", "172.20.0.10")]
    [InlineData("10.0.255.0/24", "10.0.255.10")]
    public void Gives_the_cluster_dns_the_tenth_address_of_the_services(string services, string dns) =>
        Assert.Equal(dns, AksNetworkPlan.DnsAddress(services));
}
